"""What people say when they ask or offer, and when they do not: patterns on words in plain form.

The words are those `reading_words` gives: small letters, no accents, one blank between, « j'ai » as « j ai ».
Each pattern is tried at the beginning of a sentence; where it ends, the words of the notice begin.
"""

import re

_I = r"(?:je|on|nous)"
_A = r"(?:un|une|des|du|d|de la|de l|de|quelques|plein de|plusieurs)\b"
_ONE = (
    r"(?:quelqu une?|une? (?:personne|ame charitable|bonne ame|voisine?|volontaire|benevole|bricoleuse?)|"
    r"des (?:gens|volontaires|benevoles|bras)|l une? d entre vous|l une? de vous|1 personne)"
)
_CAN = r"(?:pourrait|pourraient|peut|peux|peuvent|aurait|auraient|accepterait|voudrait|veut|saurait|sait)"
_COUNTS = r"(?:une?|deux|trois|quatre|cinq|six|\d{1,2})"
_SELLS = r"(?:donner|vendre|preter|echanger|ceder|louer|debarrasser|partager|adopter|saisir|emporter|prendre)"
_GIVES = (
    r"(?:donne|donnons|donnerais|prete|pretons|preterais|vends|vend|vendons|echange|echangeons|loue|louons|"
    r"cede|troque|brade|offre|mets a disposition|met a disposition)"
)
# Verbs that are help by themselves; others are said of meetings too (« apporter », « faire »).
_HELPS = (
    r"(?:garder|preter|reparer|bricoler|coudre|tondre|jardiner|tailler|arroser|promener|nourrir|enseigner|"
    r"traduire|"
    r"relire|cuisiner|nettoyer|repasser|depanner|heberger|loger|coiffer|tricoter|peindre|louer|echanger|"
    r"vendre|"
    r"initier|elaguer|desherber|raccommoder|affuter|aiguiser|donner|partager|demenager)"
)
_LEANS = (
    r"(?:aider|accompagner|emmener|conduire|amener|ramener|transporter|apporter|faire|installer|poser|monter|"
    r"rendre|visiter|lire|montrer|apprendre|preparer|passer)"
)
_WHO_WRITES = (
    r"(?:dame|monsieur|homme|femme|retraitee?|etudiante?|lyceenne|lyceen|jeune|famille|couple|maman|papa|"
    r"mamie|papi|"
    r"particulier|voisine?|association|assistante|nounou|musicien|debutante?|artisan|ancienne?|professeur|"
    r"prof)"
)
_BEGINS = (
    r"(?:alors|donc|voila|sinon|aussi|et|par contre|au fait|a part ca|moi|urgent|annonce|petite annonce|"
    r"entraide)"
)
FILLERS = re.compile(rf"(?:{_BEGINS} ){{1,3}}")
EXPLICIT = re.compile(r"(?:je |nous |on )?(?:(?:re)?cherch(?:e|ons)|propos(?:e|ons))\b")

NEED = re.compile("|".join((
    rf"(?:{_I} )?(?:re)?cherch(?:e|ons|erais)\b(?: (?:donc|aussi|actuellement|desesperement|en urgence|"
    rf"a (?:emprunter|acheter|trouver)))? (?=\w)",
    rf"(?:{_WHO_WRITES} (?:\w+ ){{0,3}}?)(?:re)?cherche (?=\w)",
    r"(?:(?:je suis|on est|nous sommes|suis) )?(?:a la|en) recherche (?:de |d )(?=\w)",
    r"(?:j ai |on a |nous avons |j aurais |on aurait |nous aurions |j aurai |ai )(?:grand |vraiment |bien |"
    r"aussi |un peu |tres |juste )?"
    r"(?:besoin d (?=(?:une?|aide)\b)|(?=besoin d))",
    r"besoin d (?=(?:une?|aide|urgence)\b)|(?=besoin (?:de|du|d)\b)",
    r"il (?:me|nous) (?:faut|faudrait|manque) (?=\w)",
    rf"(?:est ce qu(?:e|) |(?:y a t il|il y a|il y aurait|y aurait il|"
    rf"il n y aurait pas) )?(?={_ONE} (?:\w+ ){{0,2}}?(?:qui )?(?:{_CAN}|connait|connaitrait|disponible|"
    rf"pour)\b)",
    rf"(?=qui (?!(?:veut|voudrait) {_A})(?:{_CAN}|viendrait|serait (?:disponible|libre|d accord)) )",
    rf"(?=qui (?:a|connait|prete|donne|vend|loue) {_A})",
    r"(?:est ce que )?(?:je|on|nous) (?:voudrais|voudrait|voudrions|aimerais|aimerait|aimerions|souhaite|"
    r"souhaiterais|souhaitons) (?=(?:bien )?(?:emprunter|acheter|trouver|adopter|apprendre|recuperer)\b)",
    r"(?:je|on|nous) (?:voudrais|aimerais|souhaite|souhaiterais|voudrait) (?=qu(?:e|) quelqu un|de l aide|"
    r"un coup de main)",
    r"(?:est ce que )?(?:je peux|puis je|je pourrais|on peut|pourrais je) (?=emprunter\b)",
    r"(?=(?:j )?achet(?:e|erais) (?!mon |ma |le |la |les )\w)",
    r"(?:i m|i am|we are|we re|im)? ?looking for (?=\w)",
    r"(?:i|we) (?:really )?need (?=\w)",
    r"(?=(?:does|has|would|could|can) (?:anyone|anybody|someone|somebody)\b)",
    r"(?=(?:could|can|may) i borrow\b)",
    r"(?=someone to \w)|(?=(?:\w+ ){1,5}?(?:needed|wanted)\b)",
)))  # fmt: skip
OFFER = re.compile("|".join((
    rf"(?:{_I} )?propos(?:e|ons|erais)\b(?: (?:aussi|donc|gratuitement))?(?: de| d)? (?=\w)",
    rf"(?:{_WHO_WRITES} (?:\w+ ){{0,3}}?)(?:propose (?=\w)|(?=donne|garde|vend|prete))",
    rf"(?={_I} {_GIVES}\b)",
    rf"(?={_GIVES} (?!(?:moi|nous|lui|leur)\b)\w)",
    rf"(?=(?:a|don de|dons de) {_SELLS}\b)|(?=dons? d)",
    rf"(?:j ai |j aurais |nous avons |on a |il me reste |il nous reste |"
    rf"ai )(?=(?:\w+ ){{1,14}}?(?:a {_SELLS}|en trop|"
    r"qui ne (?:me |nous )?ser(?:t|vent) (?:plus|pas)|servez vous|avis aux amateurs|"
    r"dont je ne me sers plus)\b)",
    r"(?=(?:\w+ ){1,9}?a (?:donner|vendre|preter|ceder|adopter|debarrasser)\b)",
    rf"(?:je|on|nous) (?:peux|pourrais|peut|pouvons|pourrions|sais)(?: (?:aussi|bien|volontiers|"
    rf"gratuitement|toujours))? (?={_HELPS}\b)",
    rf"(?:je suis |nous sommes |suis )?(?:disponible|libre|prete?)s? (?:pour|a) (?={_HELPS}\b)",
    r"(?=qui (?:veut|voudrait|veux) (?:une?|des|du|de la|de mes|mes|mon|ma)\b)",
    r"(?=(?:je |j )(?:promene|repare|affute|retouche|tricote|repasse|heberge) )",
    r"(?=servez vous)",
    r"(?=(?:i|we) (?:can|could) (?:lend|give|help|teach|feed|babysit|fix|mend|cook|drive)\b)",
    r"(?:i|we) (?:am |m |are )?offer(?:ing)? (?=\w)",
    r"(?=(?:giving away|to give away|free to (?:a )?good home|for sale|i (?:am|m) giving|i (?:am|"
    r"m) selling|we are giving)\b)",
)))  # fmt: skip
# What may be a notice: one short question before anything is published.
NEED_PERHAPS = re.compile("|".join((
    r"(?=(?:est ce que )?(?:vous|tu) (?:auriez|avez|pourriez|pouvez|aurais|pourrais) )",
    r"(?=(?:auriez|avez|pourriez|pouvez|connaissez|connaitriez) vous )",
    r"(?:je|on|nous) (?:voudrais|aimerais|souhaite|souhaiterais|voudrait|prendrais|"
    r"prendrait) (?=(?:bien )?(?:une?|des|du|de la)\b)",
    r"(?=(?:qui a vu|j ai perdu|perdu|on a perdu|nous avons perdu|trouve|j ai trouve) (?:une?|mon|ma|mes|"
    r"notre|chat|chien|chatte)\b)",
    r"(?=je (?:suis |serais )?(?:preneur|preneuse|interesse|interessee) )",
    r"(?=(?:\w+ ){1,6}?a emprunter\b)",
    r"(?=.{0,120}?\b(?:qui (?:peut|pourrait) (?:m|me|nous|prendre)|quelqu un (?:peut|pourrait)|"
    r"(?:re)?cherche quelqu un) )",
)))  # fmt: skip
OFFER_PERHAPS = re.compile("|".join((
    rf"(?:je|on|nous) (?:peux|pourrais|peut|pouvons|pourrions|sais)(?: (?:aussi|bien|volontiers|"
    rf"toujours))? (?={_LEANS}\b)",
    rf"(?:je suis |suis )?(?:disponible|libre|volontaire|prete?) (?:pour|a) (?={_LEANS}\b)",
    r"(?=j ai (?:encore |toujours )?trop de )",
    r"(?=je fais (?:des|les|du|de la) )",
    rf"(?=(?:il (?:me )?reste|j ai|nous avons|on a) {_COUNTS} places? )",
    r"(?=je vais (?:a|au|en|vers) \w+ .{0,60}\bplaces?\b)",
    r"(?=j ai (?:une?|des|du|mon|ma|encore) .{0,60}\b(?:si besoin|si quelqu un|si ca (?:interesse|peut)|"
    r"a disposition|pour qui)\b)",
)))  # fmt: skip
EITHER = re.compile(
    r"(?=(?:une? )?(?:aide|coup de main|covoiturage|covoit|baby ?sitt\w+|garde d enfants?|"
    r"echange)\b)|(?=besoin d)"
)

# Whoever is looked for with these is no neighbour: an address, an hour, a seat.
_THINGS = (
    r"(?:salle|adresse|lien|code|entree|lieu|heure|date|horaires?|programme|rencontre|reunion|numero|"
    r"mot de passe|"
    r"site|page|chemin|porte|compte rendu|formulaire|bulletin|inscription|liste|lettre|mails?|messages?|"
    r"contact|"
    r"responsable|organisat\w+|president\w*|room|address|place|link|meeting|way|time)"
)
_ANY = r"(?:la|le|l|les|votre|vos|mon|ma|mes|notre|nos|cette|ce|une?|des|the|your|my)"
NO_NEED = re.compile(
    rf"{_ANY} (?:bonne |bon |nouvelle |nouveau )?{_THINGS}\b(?! (?:de parking|de stationnement|"
    rf"pour ma voiture|a louer|pour (?:une?|mon|ma|notre|l) (?:anniversaire|fete|mariage|association)))|"
    r"a (?:savoir|comprendre|joindre|vous|contacter|m inscrire|venir|te|retrouver le|me connecter)\b|"
    r"(?:comment|ou|pourquoi|quand|si|encore|toujours|pas|plus|quel|quelle|partout|why|how|where|when)\b|"
    r"(?:une? )?(?:solution|creneau|moment|autre date|autre jour|renseignements?|informations?|infos?)\b|"
    r"(?:des|de|plus d|d) (?:solutions?|creneaux|dates|renseignements?|informations?|infos?)\b|"
    r"(?:besoin )?(?:de |d )?(?:rien|autre chose|explications?|savoir|connaitre|(?:l|une?) (?:confirmation|"
    r"reponse|precision)|precisions?)\b|"
    r"besoin (?:de la|de l|du|de votre|de vos|des) (?!aide|camion)|to (?:know|register|cancel|come)\b"
)
NO_OFFER = re.compile(
    r"(?:que?|qu|plutot|autre|une? autre|la|le|l|les|votre|vos|ma candidature|ma place|mon aide a|cette|ce|"
    r"rien|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|\d{1,2}(?: ?h\w*)?|vers|avant|apres|"
    r"to come)\b|"
    r"(?:venir|passer|reporter|decaler|se |nous |changer|commencer|faire (?:une|la) (?:reunion|pause)|"
    r"reprendre|annuler|garder (?:une|ma|sa|la|des)? ?places?\b|"
    r"une? (?:date|reunion|heure|creneau|report|changement|rencontre|jour)\b)"
)
NO_GIFT = re.compile(
    r"(?:je |on |nous )?\w+(?: \w+)? (?:mon accord|ma place|mes places|ma reponse|ma voix|mon avis|"
    r"mes disponibilites|attention|"
    r"procuration|rendez vous|la parole|suite|raison|l adresse|des nouvelles|mon nom|mon numero|"
    r"mes coordonnees|le bonjour|\d+|ma cotisation|ma participation|mon argent|mon sang)\b"
)
TURNS = re.compile(
    r"(?:a |me )?(?=(?:a )?(?:donner|vendre|ceder|preter|offrir|me debarrasser|"
    r"debarrasser)\b)"
)
# Said beside it: perhaps of a meeting.
ELSEWHERE = re.compile(
    r"\b(?:serai|serons|absente?s?|retard|empeche\w*|venir)\b(?! (?:chercher|disponible|"
    r"ravi|heureu))"
)
# Who is meant, or what for, is not plain: for the meeting, for one person, for somebody else.
DOUBTFUL = re.compile(
    r"\b(?:pour|a|chez|de) (?:elle|lui|eux|votre|vous)\b|\b(?:votre|vos|(?<!servez )vous|ton|ta|tes)\b|"
    r"\b(?:tables|chaises|buffet|repas|gouter|apero|gateaux?|quiches?|desserts?|boissons?|jus|plats?)"
    r" (?:pour (?:le|la|l|mardi|jeudi|vendredi|samedi|dimanche|ce|demain)|du|mardi|samedi|ce soir)\b|"
    r"^(?:(?:je |on |nous )?donn\w+ (?:un )?coup de main)|^(?:elle|il|elles|ils) |"
    r"\b(?:salle|rencontre|reunion|atelier|inscription)\b|^(?:le|la|l|les|ce|cette|ces|mon|ma|mes) (?!chat|"
    r"chien|jardin|velo|toit)|"
    r"^(?:louer|un coup de main$|aider$|de l aide$|d aide$)|\bplaces? (?:pour|a|au)\b"
)
ASKS_OF_US = re.compile(
    r"\b(?:m|me|nous|vous) (?:dire|indiquer|rappeler|confirmer|renvoyer|envoyer|inscrire|desinscrire|"
    r"expliquer comment|"
    r"donner (?:l|le|la|les|votre|des nouvelles|plus|une reponse|rendez vous)|communiquer|repondre|"
    r"prevenir|appeler|"
    r"rejoindre|retirer|excuser|tell|send|remind|confirm)\b|"
    r"\b(?:ouvrir|fermer) la salle\b|\b(?:prevenir|informer|inscrire|excuser) \w+|"
    r"\bsai(?:t|s|ent) (?:a |si |ou |quand |pourquoi |comment (?:venir|on vient|se rendre))|"
    r"\bvenir (?:a la|au|mardi|avec moi a la)\b|"
    r"\b(?:tell|know|send) (?:me )?(?:the|what|when|where|if)\b|\bavez vous (?:bien )?(?:recu|note|vu|"
    r"pense|prevu|besoin|lu)\b|"
    r"\bvous (?:avez|auriez) (?:bien )?(?:recu|note|vu|pense|prevu|besoin|lu)\b"
)
# One of these anywhere: it answers something, or asks something of who organises. A person reads it.
ANSWERS = re.compile(
    r"\b(?:viens|viendrai|viendrons|viendra|reviens|participe\w*|annul\w+|desabonn\w+|desinscri\w+|"
    r"inscri\w+|decommand\w+)\b|\bje confirme\b|"
    r"\b(?:n |ne |plus |pas )(?:ai )?(?:plus |pas )?(?:cherche|recherche|propose|donne|vends|besoin|"
    r"interesse)\b|"
    r"\bne (?:cherche|recherche|propose|donne|prete|vends) (?:plus|pas)\b|"
    r"\b(?:peux|peut|pourrai|pourrons|pourrais) (?:plus|pas) (?:venir|etre|participer|assister|y|ce|mardi|"
    r"demain)\b|"
    r"\b(?:peux|pourrai|pourrons) (?:plus|pas)$|\bc est (?:trouve|fait|bon|regle|donne|vendu|ou|quand|"
    r"gentil)\b|"
    r"\bj ai (?:deja |bien )?(?:trouve (?!une? )|recu|note|lu)\b|"
    r"\bretir\w+ (?:mon|l|cette|ma) |\b(?:votre|son|mon|l|cette|ton) annonce\b|\bquel(?:le|les|"
    r"s)? (?:heures?|jours?|horaires?|salle|adresse|date)\b|"
    r"\bou (?:est|se trouve|a lieu|sera|faut il|se passe)\b|\bquand (?:est|a lieu|aura|commence)\b|"
    r"\bcombien (?:coute|ca|est)\b|\b(?:encore|reste|restait) (?:de la|des|assez de) places?\b|"
    r"\b(?:la|cette|prochaine|votre) (?:rencontre|reunion|seance|invitation)\b|\bl (?:atelier|invitation|"
    r"inscription)\b|"
    r"\b(?:votre|ton|vos) (?:message|mail|lettre|texto|sms)s?\b|\b(?:toujours|encore|est il|est elle|"
    r"sont ils|sont elles) (?:disponibles?|a (?:donner|vendre|preter))\b|"
    r"\b(?:i m coming|i am coming|i will come|i can t|cannot come|not coming|i ll be|what time|unsubscribe|"
    r"no longer)\b"
)
BEGINS_AN_ANSWER = re.compile(
    r"(?:oui|non|ok|okay|d accord|si|stop|volontiers|avec plaisir|bien sur|desolee?|impossible|parfait|"
    r"super|entendu|bien recu|"
    r"yes|no|sure|sorry|great|pourquoi pas|ca marche|tres bien|pas de (?:souci|probleme))\b"
)
HELLO = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|dear|chere?s?|mesdames|messieurs)\b(?: (?:a (?:tous|"
    r"toutes|vous|vous tous|tout le monde)|les (?:amis|voisins|copains)|la compagnie|"
    r"madame|monsieur|mesdames|messieurs|et messieurs|tous|toutes|tout le monde|voisins?|voisines?|amis|"
    r"et amis|everyone|all|there|l equipe))*)+"
)
COURTESY = re.compile(
    r"(?:un |tres )?(?:grand |bonne |bon |belle )?(?:merci|remerci\w+|cordialement|bien cordialement|"
    r"bien a (?:vous|toi)|journee|soiree|dimanche|week end|semaine|"
    r"bises?|bisous?|a (?:bientot|tres bientot|plus|tres vite|mardi|samedi|demain)|amities|amicalement|"
    r"thanks|thank you|cheers|regards|best|please|svp|stp|s il vous plait|"
    r"je vous (?:remercie|embrasse|en remercie)|dans l attente|au plaisir|j espere que|"
    r"comment (?:allez vous|ca va)|ca va|vous allez bien|excusez moi|pardon|"
    r"desolee? de vous deranger)\b.{0,70}"
)
TAIL = re.compile(
    r" (?:merci|svp|stp|s il vous plait|s il te plait|bises|bisous|thanks|please|"
    r"cordialement)(?: (?:d avance|par avance|beaucoup|a (?:vous|tous)|bien|infiniment))?(?: \w+)?$"
)
# A thing alone has none of these: somebody speaks, a day, what both know already.
MOST_BARE = 6
NO_THING = re.compile(
    r"\b(?:je|j|tu|il|elle|on|nous|vous|ils|elles|c|ca|ai|as|a|avons|avez|ont|est|sont|etes|suis|sera|serai|"
    r"mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leurs?|ce|cet|cette|ces|qui|que|quoi|ou|quand|"
    r"comment|combien|pourquoi|ne|n|pas|plus|rien|bien|bonne?|bravo|super|belle?|tres|trop|encore|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|soir|matin|rencontre|reunion|atelier|salle|"
    r"photos?|lettre|the|my|your|is|are)\b|^(?:le|la|l|les|au|aux|a|de|du|pour|avec|sans|chez|sur) "
)
