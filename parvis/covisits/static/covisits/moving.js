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

  /** Somebody is on another page. hasMoved: they went there just now; one who only stays there calls nobody back. */
  elsewhere(step, name, me, hasMoved) {
    if (step.path === this.state.shut) return this.closed(step.who, name); // it was tried: never again and again
    if (!hasMoved) return this.offer(step, name);
    const isSwapped = me < step.who && Date.now() - this.state.ledAt < MEANWHILE;
    if (!this.people.follows(step.who) || !step.led || isFillingIn() || isSwapped) return this.offer(step, name);
    return this.go(step.path, step.who);
  }

  /** Whom one begins to follow is on another page: one goes there, unless something is being typed here. */
  join(who, here) {
    const path = this.state.at[who];
    if (path && path !== here && path !== this.state.shut && !isFillingIn()) this.go(path, who);
  }

  go(path, who) {
    Object.assign(this.state, { brought: path, by: who, from: location.pathname, shut: "" });
    keep(this.state);
    location.assign(path);
  }

  /** The page one was brought to did not open: it says so itself, and how to come back. */
  isShut(here) {
    const { brought, by } = this.state;
    if (!brought || brought === here) return false;
    Object.assign(this.state, { shut: brought, brought: "" });
    keep(this.state);
    this.closed(by, this.people.name(by));
    return true;
  }

  closed(who, name) {
    this.say("closed", name, "", who);
    const from = this.state.from;
    if (from && from !== location.pathname) this.link(from, "back");
  }

  offer(step, name) {
    this.say("elsewhere", name, "", step.who);
    this.link(step.path, "go");
  }

  link(path, words) {
    const link = document.createElement("a");
    link.href = path;
    link.textContent = this.words(words);
    this.said.append(" ", link);
  }
}
