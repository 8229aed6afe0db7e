// Goes where somebody one follows goes; or says where they are, when going is not wanted, or not possible.
import { isFillingIn } from "./forms.js";
import { keep } from "./memory.js";
import { Speaker } from "./speaking.js";

const MEANWHILE = 1500; // two who go apart at once and follow each other: the first to come wins

export class Mover extends Speaker {
  constructor(frame, state, people) {
    super(frame);
    this.state = state;
    this.people = people;
    this.missed = null;
    addEventListener("online", () => {
      if (this.missed && this.people.follows(this.missed.who)) this.go(this.missed.path, this.missed.who);
    });
  }

  together(who) {
    if (this.about === who) this.write("", 0);
  }

  apart(who, name) {
    if (this.concerns(who)) this.say("apart", name, "", who);
  }

  /** Somebody is on another page. hasMoved: they went there just now; one who only stays there calls nobody back. */
  elsewhere(step, name, me, hasMoved) {
    if (step.path === this.state.shut) return this.closed(step.who, name); // it was tried: never again and again
    if (!hasMoved) return this.offer(step, name);
    const isSwapped = me < step.who && Date.now() - this.state.ledAt < MEANWHILE;
    const mayLead = step.led || (step.by && step.by !== me); // nobody comes back to where they led others
    if (!this.people.follows(step.who) || !mayLead || isFillingIn() || isSwapped) return this.offer(step, name);
    if (navigator.onLine) return this.go(step.path, step.who, step.by);
    this.missed = step; // no empty page: one goes there when the network is back
    return this.offer(step, name);
  }

  /** Whom one begins to follow is on another page: one goes there, unless something is being typed here. */
  join(who, here) {
    const path = this.state.at[who];
    if (path && path !== here && path !== this.state.shut && !isFillingIn()) this.go(path, who);
  }

  /** first: who led whoever one follows there, if it was not themselves. */
  go(path, who, first = 0) {
    Object.assign(this.state, { brought: path, by: who, first: first || who, from: location.pathname, shut: "" });
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

  /** Who follows somebody hears where this one is; who is alone, where each of them is. */
  concerns(who) {
    return !this.people.followed() || this.people.follows(who);
  }

  offer(step, name) {
    if (!this.concerns(step.who)) return;
    this.say("elsewhere", name, "", step.who);
    this.link(step.path, "go");
  }
}
