// The one sentence at the top of a page that follows: the words stand in the page, names are put into them.
const PASSING = 8000;

export class Speaker {
  constructor(frame) {
    this.frame = frame;
    this.said = frame.querySelector("[data-part=said]");
    this.words = (kind) => frame.querySelector(`template[data-words=${kind}]`).innerHTML.trim();
    this.about = 0; // of whom the sentence speaks
    this.wait = (words) => this.write(words || "", 0);
  }

  write(words, about) {
    this.said.textContent = words;
    this.about = about;
    this.frame.hidden = !words && this.frame.querySelector(".ways").hidden; // alone again, and told so
  }

  /** One of the sentences of the page, with a name and some words put into it. */
  say(kind, name, what = "", about = 0) {
    this.write(this.sentence(kind, name, what), about);
  }

  sentence(kind, name, what = "") {
    const holder = document.createElement("p");
    holder.innerHTML = this.words(kind);
    const words = holder.textContent.replace("{name}", () => name).replace("{what}", () => what);
    return words.charAt(0).toUpperCase() + words.slice(1); // « une personne », « rosa »
  }

  /** A passing word, unless something stands there that leads somewhere. */
  note(words) {
    if (!words || this.said.querySelector("a")) return;
    this.write(words, 0);
    setTimeout(() => this.said.textContent === words && this.write("", 0), PASSING);
  }

  /** Something is news of somebody: they came, went, are away, or returned. */
  hear(what, names) {
    names.forEach((name) => this.note(this.sentence(what, name)));
  }

  link(path, words) {
    const link = document.createElement("a");
    link.href = path;
    link.textContent = this.words(words);
    this.said.append(" ", link);
  }
}
