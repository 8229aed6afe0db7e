// Goes where somebody one follows goes; or says where they are, when going is not wanted, or not possible.
import { isFillingIn } from "./forms.js";
import { keep } from "./memory.js";

const MEANWHILE = 1500; // two who go apart at once and follow each other: the first to come wins

export class Mover {
  constructor(frame, state, people) {
    this.said = frame.querySelector("[data-part=said]");
    this.words = (kind) => frame.querySelector(`template[data-words=${kind}]`).innerHTML.trim();
    this.state = state;
    this.people = people;
    this.about = 0; // of whom the sentence speaks
    this.wait = (words) => this.write(words || "", 0);
  }

  write(words, about) {
    this.said.textContent = words;
    this.about = about;
  }

  /** One of the sentences of the page, with a name and some words put into it. */
  say(kind, name, what = "", about = 0) {
    const holder = document.createElement("p");
    holder.innerHTML = this.words(kind);
    this.write(holder.textContent.replace("{name}", name).replace("{what}", what), about);
  }

  together(who) {
    if (this.about === who) this.write("", 0);
  }

  apart(who, name) {
    this.say("apart", name, "", who);
  }

  /** Somebody is on another page. */
  async elsewhere(step, name, me) {
    const isSwapped = me < step.who && Date.now() - this.state.ledAt < MEANWHILE;
    if (!this.people.follows(step.who) || !step.led || isFillingIn() || isSwapped) return this.offer(step, name);
    const how = { method: "HEAD", redirect: "manual", cache: "no-store", credentials: "same-origin" };
    const answer = await fetch(step.path, how).catch(() => null);
    if (isFillingIn()) return this.offer(step, name); // typed meanwhile
    if (!answer || !answer.ok) return this.say("closed", name, "", step.who);
    this.state.brought = step.path;
    keep(this.state);
    return location.assign(step.path);
  }

  offer(step, name) {
    this.say("elsewhere", name, "", step.who);
    const link = document.createElement("a");
    link.href = step.path;
    link.textContent = this.words("go");
    this.said.append(" ", link);
  }
}
