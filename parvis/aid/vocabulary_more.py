"""Words that villages use and no time bank's list taught us: compounds, everyday verbs, some English.

Same signs as in `vocabulary`. A compound is joined by hyphens; it is known with blanks too.
"""

MORE = {
    "compagnie": """
        alzheimer* relayer* tenir-compagnie* ennuyer* isolement* convalescence* plâtre-
        personne-âgée* cimetière* lire-journal* journal- prendre-médicament* chercher-médicament*
        ordonnance- rendre-visite* faire-course* perdre-vue- infirme jouer-carte- veuf* veuve*
        visit- lonely* groceries* errand* company* pharmacy*
    """,
    "enfants": """
        baby-sitter* babysitter* baby-sitting* baby-sit* sortie-école* sortie-de-école* cantine*
        périscolaire* biberon* petits- gosse* môme* minot* marmot* gamin* fiston* puéricultrice*
        gigoteuse* car-scolaire* nourrice* tout-petit* garder-fils* garder-fille* kid* child*
        children* toddler* nursery*
    """,
    "animaux": """
        brebis* agneau* bélier* pré* pâture* pâturage* poney* jument* canard* oie* dinde* volaille*
        cochon* gerbille* cobaye* minou* minet* matou* toutou* véto* vaccin- puce- tique- foin*
        paille- gamelle* canari* perroquet* pigeon* escargot- adopter* adoption- bestiole* cat* dog*
        kitten* puppy* horse* hen*
    """,
    "trajets": """
        route- autoroute* autocar* autostop* stop- bus* car- train* tgv* tram* métro* ticket-
        billet- place-libre* passager* voiturage* lift* ride* station* drive* driver* airport*
        moving* van* déménageur* lieu-de-travail- aller-retour* dépose* covoit* camion-benne*
        transbahuter* contrôle-technique* itinéraire* péage* essence- auto-école-
    """,
    "bricolage": """
        visseuse* scie-sauteuse* tuyau* siphon* chasse-eau* toilette- wc* disjoncteur* plomb-
        compteur- fusible* interrupteur* chauffe-eau* ballon- machine-à-laver* machine-laver*
        lave-vaisselle* sèche-linge* grille-pain* cafetière* aspirateur-panne* panne* coincer*
        bloquer- casser* grincer* charnière* poignée* verrou* clé- meuble-en-kit* kit* ikea* notice-
        bruit- cheville* tournevis* pince- crépi* lambris* lino* ponçage* poncer* vernir* vernis-
        repeindre* tuile* ardoise* cheminée* ramonage* ramoner* chambre-à-air* dérailleur* tap*
        leak* leaking* fix* repair* shelf* plumbing* plumber* paint* bidouiller* rafistoler*
        retaper* affûter* affûtage* ampoule* store* volet*
    """,
    "maison": """
        serpillière* essuyer* dépoussiérer* javel* carreaux* poubelle* déchetterie* encombrants*
        pack-eau* pack- vider- vider-cave* cleaning* laundry* ironing* housework* éponge* plumeau*
        frigo-nettoyer literie* pressing* étendre-linge* déboucher- gros-ménage* femme-de-ménage*
    """,
    "jardin": """
        fumure* rotofil* débroussailleuse- débroussaillage* motoculteur* motobêche* tronçonneuse-
        branche* branchage* sécateur* arrosoir* tuyau-arrosage* mauvais-herbe* mauvaise-herbe*
        ronce* ortie* lierre* bulbe* tulipe* géranium* dahlia* rosier* courgette* salade- radis*
        haricot* pomme-de-terre* patate* potiron- butte- paillage* paillis* tas-de-bois* stère*
        bois-de-chauffage* hotte- nain- verdure* plantation* repiquer* rempoter* lawn* mow* mowing*
        garden* gardening* seed* hedge* weed* plants- tomato*
    """,
    "cuisine": """
        cuire* cuisson* four- mijoter* ratatouille* quiche* gratin* potiron* potage* galette*
        gaufre* brioche* ragoût* tajine* paella* curry* rôti* barbecue* pique-nique*
        auberge-espagnole* repas-partagé* cake* tartine* miel- sirop* cidre* compote* popote*
        bouffe* cook* cooking* recipe* baking* meal* bread* dîner-partagé* apéritif*
    """,
    "couture": """
        machine-à-coudre* machine-coudre* bobine* aiguille* dé- fil- raccourcir* rallonger-
        recoudre* fermeture-éclair* fermeture-eclair* zip* doublure* braguette* velcro* layette*
        écharpe- pull* chaussette* bonnet- sewing* sew* knitting* knit* hem*
    """,
    "ecrans": """
        mot-de-passe* mot-passe* identifiant* connexion* connecter* fibre* freebox* livebox* modem*
        télé* décodeur* chaîne- tnt* sms* gmail* skype* youtube* tiktok* franceconnect* capture-
        pièce-jointe* fichier* pdf* usb* iphone* ipad* android* samsung* ordi* pc* laptop* computer*
        phone* wifi* email* printer* password* website* internaute* application* carte-sim* forfait-
        photo-téléphone boîte-mail* visioconférence* ameli-
    """,
    "papiers": """
        rsa* apl* cpam* ameli* urssaf* pôle-emploi* france-travail* chômage* retraite* carsat*
        carte-grise* carte-identité* passeport* amende* résiliation* résilier* attestation*
        justificatif* prud-homme* lettre-de-motivation* lettre- succession* testament* procuration*
        devis* facture* avis- écrivain-public* paperasse* paperwork* tax* form- letter- recours*
        litige* surendettement* dossier*
    """,
    "apprendre": """
        cp- ce1* ce2* cm1* cm2* sixième* cinquième* troisième- terminale* brevet* lycée* fac* thèse*
        mémoire* exposé* rattrapage* alphabet* conjugaison* tables-de-multiplication* permis-code*
        code-de-la-route* code-route* fle* lecture-écriture* homework* lesson* maths* english*
        french* spanish* teach* tutor* learn* cours-de-langue* occitan* breton basque alsacien*
        corse* picard* patois* ukrainien* lituanien* dari* pachto* tigrinya*
    """,
    "arts": """
        batteur* bassiste* guitariste* pianiste* accordéoniste* violoniste* fanfare* banda* bourrée-
        ténor* soprano* alto* synthé* cornemuse* vielle* biniou* micro- décor- scénette* sketch*
        pièce-de-théâtre* choriste* répétition- encre* acrylique* modelage- argentique* diaporama*
        music* guitar* piano* singing* choir* painting* drawing* theatre*
    """,
    "loisirs": """
        pétanque* boulodrome* rami* dé- dominos* tarot* jeu-de-société* jeu-société* manille*
        coinche* loto* bal* kermesse* rando* balade* vélo-route* vtt* course-à-pied* running* trail-
        footing* cueillette* champignon* fléchettes* babyfoot* ping* tournoi* match* équipe*
        quatrième- hiking* hike* chess* football* game* walking* party* randonneur* mots-croisés*
        club- lecteur- bowling* patinoire* aquagym* mare-
    """,
    "bien-etre": """
        coiffeuse* coiffer* mise-en-plis* brushing* shampooing* permanente- piqûre* injection-
        pansement* infirmier* infirmière* mal-de-dos* mal-dos* dos- migraine* douleur* rééducation*
        kinésithérapeute- podologue* gym-douce* gym-sur-chaise* gym-chaise* massage* haircut*
        hairdresser* wellbeing* respirer* détente* détendre* zen* sophro* tabac-arrêt
        arrêter-de-fumer* arrêter-fumer* fumer- insomnie*
    """,
    "objets": """
        canapé* convertible* divan* buffet-meuble* chevet* chaise* bureau-enfant* congélateur*
        frigidaire* frigo* gazinière* micro-ondes* micro-onde* plaque- nettoyeur-haute-pression*
        haute-pression* cric* tréteaux* bâche* tonnelle* sacoche- groupe-électrogène* transat*
        parasol* chaise-haute* tapis-de-sol* duvet- fauteuil-roulant* lit-médicalisé* luge* patins-
        poussette- siège-bébé* bidon- bâton- bocal* livre* roman- policier- bibelot* antiquité*
        emporter- récup* superposer* borrow* lend* ladder* tool* sofa* couch* mattress* furniture*
        swap* giveaway* séparer- débarras- gants- carton-vide* barbecue- scie- tronçonneuse*
        débroussailleuse* motoculteur* escabeau* ponceuse* visseuse* rallonge* crêpière*
    """,
    "lieux": """
        toit* louer- loyer* locataire* propriétaire- t2* t3* studette* hébergeur* hébergé* nuitée*
        canapé-lit- squat* place-de-parking* place-parking* stocker* stockage* entreposer*
        garde-meuble* endroit* salle-des-fêtes* salle-des-fête* salle-polyvalente* verger-partagé*
        jardin-à-partager* jardin-partager* jardin-partagé* parcelle* mezzanine* cellier* remise-
        grange* room* flat* housing* lodging* parking* storage* spare-room* host*
    """,
    "achats": """
        commande-groupée* commande-grouper* grouper* groupement* achat-groupé* apiculteur*
        maraîcher* fromager* éleveur* caisse- colis* demi-bœuf* panier-de-légume* panier-légume*
        bulk* gaz-citerne* citerne* bois-stères prix-de-gros* épicerie* monnaie-locale*
        ruche-qui-dit-oui* producteur* vrac*
    """,
}
