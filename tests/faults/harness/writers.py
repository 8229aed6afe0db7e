"""Fifty people at once: each acts again and again and writes down what they were told."""

import io
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from PIL import Image

from tests.faults.harness.browser import UNSENT, Answer, Browser
from tests.faults.harness.ledger import Ledger
from tests.faults.harness.place import Place

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word(number: int) -> str:
    """A number as letters: people are called by letters."""
    text = ""
    while True:
        number, rest = divmod(number, 26)
        text = LETTERS[rest] + text
        if not number:
            return text.capitalize()


def picture(number: int) -> bytes:
    """A small picture unlike any other."""
    made = io.BytesIO()
    dice = random.Random(number)
    Image.effect_noise((96 + dice.randrange(64), 96), 40 + dice.randrange(60)).convert("RGB").save(
        made, "PNG"
    )
    return made.getvalue()


class Writer:
    """One person with one browser, one kind of life."""

    def __init__(self, place: Place, ledger: Ledger, number: int, seed: int) -> None:
        self.place, self.ledger, self.number = place, ledger, number
        self.dice = random.Random(seed * 1000 + number)
        self.seed, self.turn = seed, 0
        self.coming: list[str] = []  # passes of registrations this person holds

    def browser(self, session: str = "") -> Browser:
        caller = f"10.{self.number}.{self.turn // 200}.{self.turn % 200 + 1}"
        return Browser(self.place.port, session, caller)

    def act(self) -> Answer:
        """One act, by what this person mostly does."""
        self.turn += 1
        lives: list[Callable[[], Answer]] = [self.join, self.join, self.join, self.tell, self.photograph]
        lives += [self.welcome, self.propose, self.ask_to_enter]
        live = lives[self.number % len(lives)]
        if self.coming and self.dice.random() < 0.3:
            live = self.change if self.dice.random() < 0.4 else self.give_up
        return live()

    def join(self) -> Answer:
        """A newcomer registers, perhaps with companions, perhaps for a meeting that is full."""
        meetings = self.place.facts["meetings"]
        which = self.dice.choices(["open", "line", "strict"], [6, 3, 1])[0]
        serial = (self.seed * 100 + self.number) * 10_000 + self.turn
        mail, party = f"nouveau{serial}@exemple.fr", self.dice.randint(1, 3)
        said = {
            "name": f"Nouvelle {word(serial)}", "contact": mail, "party": str(party), "waits": "1",
            "companions": f"Amis de {word(serial)}" if party > 1 else "",
        }  # fmt: skip
        answer = self.browser().post(f"/rencontres/{meetings[which]}/inscription/", said)
        token = answer.location.split("/")[2] if answer.location.startswith("/inscriptions/") else ""
        self.ledger.write(
            "join", mail, answer, token=token, meeting=str(meetings[which]),
            party=str(party), companions=said["companions"],
        )  # fmt: skip
        if token:
            self.coming.append(token)
        return answer

    def give_up(self) -> Answer:
        """They do not come after all."""
        token = self.coming.pop(self.dice.randrange(len(self.coming)))
        answer = self.browser().post(f"/inscriptions/{token}/annulation/", {})
        self.ledger.write("withdraw", token, answer)
        return answer

    def change(self) -> Answer:
        """One more or one less of them; the pass is used for nothing else afterwards."""
        token = self.coming.pop(self.dice.randrange(len(self.coming)))
        party = self.dice.randint(1, 4)
        answer = self.browser().post(f"/inscriptions/{token}/nombre/", {"party": str(party)})
        self.ledger.write("party", token, answer, party=str(party))
        return answer

    def tell(self) -> Answer:
        """A sentence for the story (a sixth one is refused)."""
        facts = self.place.facts
        words = f"Phrase {self.seed} {self.number} {self.turn}."
        session = facts["tellers"][(self.number + self.turn) % len(facts["tellers"])]
        path = f"/histoires/{facts['story']}/phrases/nouvelle/"
        answer = self.browser(session).post(path, {"words": words, "signed_as": ""})
        self.ledger.write("sentence", words, answer)
        return answer

    def photograph(self) -> Answer:
        """A photo for the story, described by words no other has."""
        facts = self.place.facts
        seen = f"Photo {self.seed} {self.number} {self.turn}"
        session = facts["tellers"][(self.number + 7 + self.turn) % len(facts["tellers"])]
        path = f"/histoires/{facts['story']}/photos/nouvelle/"
        content = picture((self.seed * 100 + self.number) * 10_000 + self.turn)
        answer = self.browser(session).send_file(
            path, {"description": seen, "people_agreed": "on"}, "photo", content
        )
        self.ledger.write("photo", seen, answer)
        return answer

    def welcome(self) -> Answer:
        """Somebody arrives in the room; the tap has a key of its own."""
        once = f"tap-{self.seed}-{self.number}-{self.turn}"
        path = f"/rencontres/{self.place.facts['meetings']['room']}/salle/arrivees/"
        said = {"first_name": f"Passante {word(self.turn)}", "once": once}
        answer = self.browser(self.place.facts["karim"]).post(path, said)
        self.ledger.write("arrival", once, answer)
        return answer

    def propose(self) -> Answer:
        """Karim proposes a meeting, published at once; now and then a series of four weeks."""
        once = f"proposal-{self.seed}-{self.number}-{self.turn}"
        day = datetime.now() + timedelta(days=10 + self.turn)  # noqa: DTZ005 – a day as people say it
        said = {
            "title": f"Rencontre {self.seed} {self.number} {self.turn}", "day": f"{day:%d/%m/%Y}", "begins": "18 h",
            "place": "other", "where": "Au bord de l’eau", "audience": "public", "mode": "in_person", "once": once,
            "step": "publish",
        }  # fmt: skip
        if self.turn % 3 == 0:
            said |= {"is_weekly": "on", "until": f"{day + timedelta(days=22):%d/%m/%Y}"}
        answer = self.browser(self.place.facts["karim"]).post("/rencontres/proposer/", said)
        self.ledger.write("proposal", once, answer, weeks="4" if "until" in said else "1")
        return answer

    def ask_to_enter(self) -> Answer:
        """A code is asked for; when it is, it must leave, or be too old to be of use."""
        mails = self.place.facts["mails"]
        mail = mails[(self.number * 3 + self.turn) % len(mails)]
        answer = self.browser().post("/connexion/", {"address": mail, "suite": ""})
        self.ledger.write("code", mail, answer)
        return answer


class Crowd:
    """Writers in threads of their own, until `leave`."""

    def __init__(self, place: Place, ledger: Ledger, seed: int, people: int = 50) -> None:
        self.writers = [Writer(place, ledger, number, seed) for number in range(people)]
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._live, args=(one,), daemon=True) for one in self.writers]

    def arrive(self) -> None:
        for thread in self.threads:
            thread.start()

    def leave(self) -> None:
        """Everyone finishes the act they are in."""
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def _live(self, writer: Writer) -> None:
        while not self.over.is_set():
            answer = writer.act()
            self.over.wait(0.15 if answer.outcome == UNSENT else 0.02 * writer.dice.random())
