"""Each scene of the demonstration is played on its filled village, from its own page, as a presenter would.

What a step says in **bold** or « in quotes » is tapped, written or seen: a scene and its page cannot part.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, expect

from parvis.console.demo import fill
from parvis.console.scenes.reading import Scene, Step, scene, scenes
from parvis.kit import freshness
from tests.journeys.serving import front_server
from tests.journeys.waiting import eventually, look_out_for_rings, was_shown

pytestmark = pytest.mark.browser
_SAID = re.compile(r"\*\*(.+?)\*\*|« ([^»]+) »")


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("*", "")).strip(" .…:")


def promised(step: Step) -> set[str]:
    """What a step says that one taps, writes or sees."""
    return {plain(bold or quoted) for bold, quoted in _SAID.findall(step.words)}


class Player:
    """A presenter: the steps of one scene on one telephone, each word of it tapped or seen."""

    def __init__(self, context: BrowserContext, scene: Scene) -> None:
        self.context, self.scene, self.tab = context, scene, context.new_page()
        self.step_, self.kept = scene.steps[0], set()
        self.played: list[int] = []

    def step(self, number: int) -> "Player":
        """The step before kept its promises; this one opens with its button, when it has one."""
        self.end()
        self.step_ = self.scene.step(number)
        assert self.step_, (self.scene.slug, number)
        self.played.append(number)
        if self.step_.is_entered:
            self.tab.goto(f"/scenes/{self.scene.slug}/")
            self.tab.locator(f"form[action$='/{self.scene.slug}/{number}/'] button").click()
            self.tab.wait_for_load_state()
            expect(self.tab.locator(".notice.info").first).to_contain_text(plain(self.step_.words)[:20])
        return self

    def end(self) -> None:
        if self.played:
            missing = promised(self.step_) - self.kept
            assert not missing, (self.scene.slug, self.step_.number, missing)
        self.kept = set()

    def finish(self) -> None:
        """Every step was played."""
        self.end()
        assert self.played == [step.number for step in self.scene.steps]
        self.tab.close()

    def tap(self, words: str, within: str = "body") -> "Player":
        """A button, a link or what unfolds; the next page, if there is one, is whole before it is looked at."""
        self._of(words, within).click()
        self.tab.wait_for_load_state()
        return self.keep(words)

    def say_why(self, words: str) -> "Player":
        """Why a record is opened: asked once an hour, so perhaps not now."""
        asked = self.tab.get_by_role("button", name=words)
        if asked.count():
            asked.click()
            self.tab.wait_for_load_state()
        return self.keep(words)

    def see(self, *words: str) -> "Player":
        for one in words:
            expect(self.tab.locator("body")).to_contain_text(_loosely(one), use_inner_text=True)
            self.keep(one)
        return self

    def write(self, label: str, words: str, within: str = "main") -> "Player":
        self.tab.locator(within).get_by_label(_loosely(label)).locator("visible=true").first.fill(words)
        return self.keep(words)

    def choose(self, label: str, within: str = "main") -> "Player":
        self.tab.locator(within).get_by_label(_loosely(label)).locator("visible=true").first.check()
        return self.keep(label)

    def live(self) -> "Player":
        """The script of the visit is there."""
        expect(self.tab.locator(".following")).to_be_visible()
        return self

    def keep(self, words: str) -> "Player":
        self.kept.add(plain(words))
        return self

    def _of(self, words: str, within: str) -> Locator:
        place, name = self.tab.locator(within), _loosely(words)
        exactly = place.get_by_role("button", name=words, exact=True).locator("visible=true")
        if exactly.count():
            return exactly.first
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return found.or_(place.locator("summary, button").filter(has_text=name)).locator("visible=true").first


def _loosely(words: str) -> re.Pattern[str]:
    """These words, whatever spaces stand between them."""
    return re.compile(r"\s+".join(re.escape(one) for one in words.split()))


def next_saturday() -> str:
    """The next one after tomorrow, as a day field takes it."""
    day = timezone.localdate() + timedelta(days=2)
    return (day + timedelta(days=(5 - day.weekday()) % 7)).isoformat()


def play_the_mayor(one: Player) -> None:
    one.step(1).tap("Rencontres").tap("Proposer une rencontre").write("Quoi ?", "Réunion publique")
    one.write("Quel jour", next_saturday()).write("De", "18:00", "main").write("Ailleurs", "À la mairie")
    one.tap("Relire").tap("Publier")
    one.step(2).tap("Modifier, annuler, refaire").tap("Annuler la rencontre").write(
        "Un mot pour", "L’orage arrive."
    )
    one.tap("Annuler la rencontre")
    one.step(3).see("9 personnes concernées")
    one.step(4).tap("Je le prends")
    one.step(5).tap("C’est dit")
    one.step(6).see("prévenu")


def play_the_evening_of_sixty(one: Player) -> None:
    one.step(1).see("Soirée des Ateliers", "60 personnes viennent")
    one.step(2).tap("Dans la salle").see("Quelqu’un d’autre")
    one.step(3)


def play_by_telephone(one: Player) -> None:
    one.step(1).write("Un nom, un numéro", "Perrin").tap("Chercher").tap("Odile Perrin")
    one.step(2).say_why("Cette personne m’appelle").tap("Son mandat")
    one.step(3).say_why("Cette personne m’appelle").choose("Marche douce").tap("Inscrire")


def play_a_ladder(one: Player) -> None:
    one.step(1).tap("Entraide").tap("Je cherche…").write("En une phrase", "une échelle samedi").tap(
        "Continuer"
    )
    one.step(2).see("Odile Perrin propose déjà : mon échelle de trois mètres")
    one.step(3).tap("mon échelle de trois mètres").tap("Répondre à Odile")
    one.write("Quelques mots", "Pour la gouttière, samedi. Je la rapporte dimanche.")
    one.tap("Répondre à Odile").see("C’est parti.")
    one.step(4).write("En une phrase", "apprendre à tailler un rosier").tap("Continuer")
    one.see("Jardin, plantes").tap("Publier")
    one.step(5).see("On a besoin de vous")
    one.step(6).say_why("Cette personne m’appelle").tap("Noter ce qu’on cherche ou propose")
    one.choose("Je cherche").write("En une phrase", "quelqu’un pour porter le bois").tap(
        "Noter", "details[open]"
    )
    one.see("C’est noté")
    one.step(7).tap("Imprimer des cartes d’entraide à remplir")
    code = re.search(r"\bE[0-9A-Z]{3}-[0-9A-Z]{3}\b", one.tab.inner_text("body"))[0]
    one.tab.go_back()
    one.write("Le code de la feuille", code).tap("Ouvrir").write("À qui est cette carte", "Bernard Colin")
    one.write("En une phrase", "quelqu’un pour un dépannage de radio").tap("Publier").see("Bernard")
    one.step(8).say_why("Cette personne m’appelle").tap("Entraide : ses coups de main").tap("Hugo Lambert")
    one.see("Pour la gouttière").tap("Oui, avec plaisir")
    one.write("Quel jour", next_saturday()).write("À quelle heure", "10:00")
    one.tab.get_by_label("Où ?").select_option(label="Le kiosque")
    one.tap("Proposer")
    one.step(9).tap("Oui, cela me va").see("Vous vous voyez")
    one.step(10).tap("C’est déjà fait").tap("C’est fait").see("C’est fait. Merci")
    one.step(11).tap("Ce que nous nous sommes donné").see(
        "7 personnes sur 13 qui ont aidé", "Tout le reste, ensemble"
    )


def play_riding_together(one: Player) -> None:
    one.step(1).see("Lucien vient avec vous")
    one.step(2).tap("Voir les voitures").see("Qui cherche une voiture", "Les Tilleuls")
    one.step(3).tap("Y aller ensemble").write("Combien de places libres", "2")
    one.write("D’où partez-vous", "Les Tilleuls").write("À quelle heure", "09:00").tap("Offrir ces places")
    one.step(4).tap("Oui, avec plaisir")
    one.step(5).say_why("Cette personne m’appelle").tap("Noter une réponse pour une voiture")
    one.choose("avec Inès").tap("Noter", "details[open]")
    one.step(6).tap("Je ne peux plus venir").tap("Annuler ma venue")


def play_side_by_side(one: Player) -> None:
    one.step(1).say_why("Cette personne est venue me voir")
    card = re.search(r"Carte (\w{6})", one.tab.inner_text("main"))[1]
    one.tap("Donner un code")
    digits = re.search(r"\d{3}\s\d{3}", one.tab.inner_text("main"))[0]
    one.step(2).tap("Côte à côte").write("Quatre chiffres de votre choix", "4182").tap("Commencer")
    one.step(3).write("Votre téléphone ou votre e-mail", card).tap("Continuer")
    one.write("Vos 6 chiffres", digits).write("Quatre chiffres de votre choix", "7391").tap(
        "S’installer à deux"
    )
    one.step(4).see("Monique · Odile")
    one.step(5).tap("Pour nous deux").write("Monique : vos quatre chiffres", "4182")
    one.write("Odile : vos quatre chiffres", "7391").tap("Confirmer pour Monique et Odile")
    one.see("C’est noté pour Monique et Odile.")
    one.step(6).tap("Mon espace").see("Cette page est pour une seule personne")
    one.step(7).tap("Nous avons fini").see("Au revoir à vous deux")


def play_the_bridge(one: Player) -> None:
    one.step(1).tap("Entraide").see("Le pont est réveillé : une coupure de courant")
    one.tap("Aider, ou recevoir un appel").tap("Je peux aider")
    one.step(2).tap("Ouvrir la liste").see("Simone Roux", "Bernard Colin", "Lucien Roux")
    one.step(3).write("Un nom, un numéro, une carte", "Odile").tap("Chercher")
    one.tap("D’accord : sur la liste").tap("Répartir les appels")
    one.step(4).see("Bernard Colin")
    one.tap("A besoin de…").tap("Une course")
    one.step(5).tap("Ouvrir la liste").see("une course")


def play_the_mill(one: Player) -> None:
    one.step(1).tap("Achats groupés").tap("Farine du moulin").write("Combien pour vous", "2").tap(
        "Je participe"
    )
    one.step(2).say_why("Cette personne m’appelle").tap("Un achat groupé : combien")
    one.write("Combien pour cette personne", "1", "details[open]").tap("Noter", "details[open]")
    one.step(3).tap("La liste").see("Jeanne Martin", "Odile Perrin")
    one.step(4).write("En une phrase", "un fusil de chasse").tap("Continuer").tap("Publier")
    one.see("Karim lit d’abord votre annonce")
    one.step(5).tap("un fusil de chasse").write("Pourquoi", "Les armes ne se prêtent pas ici.")
    one.tap("Écarter")


def play_visiting(one: Player) -> None:
    one.step(1).tap("Visiter à plusieurs")
    code = re.search(r"\b\d{4}\b", one.tab.locator(".code").first.inner_text())[0]
    one.step(2).write("Les quatre chiffres", code).write("Votre prénom", "Élise").tap("Les rejoindre")
    one.see("Avec Jeanne")
    one.step(3).tap("J’aime cette rencontre")
    one.step(4).see("Élise")
    one.step(5).tap("On prend celle-ci").write("Votre prénom et votre nom", "Élise Vasseur")
    one.write("Comment vous joindre", "06 39 98 44 55").tap("Je viens avec vous").see("On attend Jeanne.")
    one.step(6).tap("Répondre").tap("Je viens avec vous").see("C’est noté pour tout le monde.")
    one.step(7).step(8).tap("Avec Élise").tap("Quitter la visite")


def play_following(rosa: Player, paul: Player) -> None:
    """A desktop and a telephone, both with their scripts: what one looks at, the other sees."""
    rosa.step(1).tap("Visiter à plusieurs")
    code = re.search(r"\b\d{4}\b", rosa.tab.locator(".code").first.inner_text())[0]
    paul.step(2).write("Les quatre chiffres", code).tap("Les rejoindre").see("Avec Rosa")
    paul.step(3).live()
    expect(paul.tab.get_by_role("button", name="Suivre Rosa")).to_have_attribute("aria-pressed", "true")
    paul.keep("Suivre Rosa")
    rosa.tap("Rencontres").live()
    paul.tab.wait_for_url("**/rencontres/")
    paul.live().keep("Rencontres")
    paul.step(4)
    last = rosa.tab.locator("main ul.list a[href^='/rencontres/']").last
    last.scroll_into_view_if_needed()
    rosa.tab.mouse.wheel(0, 6000)
    eventually(paul.tab, lambda: paul.tab.evaluate("scrollY") > 40)
    paul.step(5)
    look_out_for_rings(paul.tab)
    rosa.tap("Montrer")
    last.click()
    eventually(paul.tab, lambda: was_shown(paul.tab))
    paul.see("Rosa vous montre").keep("Montrer")
    paul.step(6).tap("De mon côté")
    rosa.tab.goto("/histoires/")
    expect(paul.tab.locator(".said")).to_contain_text("Y aller")
    assert paul.tab.url.endswith("/rencontres/")
    paul.keep("Y aller")
    paul.played.insert(0, 1)


SCENES = {
    "la-maire": play_the_mayor,
    "le-directeur-du-personnel": play_the_evening_of_sixty,
    "odile-70-ans": play_by_telephone,
    "une-echelle-samedi": play_a_ladder,
    "aller-ensemble": play_riding_together,
    "cote-a-cote": play_side_by_side,
    "le-pont-se-reveille": play_the_bridge,
    "ensemble-au-moulin": play_the_mill,
    "visiter-a-plusieurs": play_visiting,
}


TOGETHER = "se-suivre"  # two screens


@pytest.fixture
def stage(transactional_db, settings):
    """The demo village as it is at this very hour, behind the real front, opened as a demonstration."""
    settings.IS_DEMO = True
    fill(timezone.now())
    freshness.bump()
    with front_server() as running:
        yield running


def test_every_scene_is_played_to_its_end(stage, open_browser):
    assert {one.slug for one in scenes()} == {*SCENES, TOGETHER}
    for slug, play in SCENES.items():
        one = Player(open_browser(base_url=stage.url), scene(slug))
        play(one)
        one.finish()
    alive = {"base_url": stage.url, "java_script_enabled": True}
    rosa = Player(open_browser(width=1280, **alive), scene(TOGETHER))
    paul = Player(open_browser(**alive), scene(TOGETHER))
    play_following(rosa, paul)
    paul.finish()
