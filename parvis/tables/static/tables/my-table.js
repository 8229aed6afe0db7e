// « Vous êtes à la table 3 »: the page keeps up with the room, and counts the time of the round down.
import { setClock } from "./clock.js";
import { keepUp } from "./keeping-up.js";

keepUp(document.querySelector("[data-keeps-up]"), setClock);
