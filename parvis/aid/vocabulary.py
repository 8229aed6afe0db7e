"""The words by which people name each kind of help, in French.

After a word, « * » means that it decides (a guitar is music), « - » that it only leans (an outing may be
anything). Singular and infinitive are enough: `kit.french` knows the family.
"""

VOCABULARY = {
    "compagnie": """
        compagnie* visite- visiteur rendez-vous rdv course* commission* épicerie magasinage* magasin-
        pharmacie médecin hôpital dentiste solitude* isolé écouter* écoute* bavarder discuter-
        conversation- parler- âgé* aîné* senior mamie papi lecture- lire- promener- marcher- promenade-
        marche- sortie- répit* fauteuil- présence- vieillir- immigrant immigrer non-voyant malvoyant
        veiller courtoisie* deuil* vie- fin- appel- accompagner accompagnement accompagnatrice
        accompagnateur handicap
    """,
    "enfants": """
        bébé* garderie* gardiennage- crèche nounou* baby-sitting* babysitting* assistante-maternelle
        collège- maternelle devoir- goûter petit-enfant poussette landau couche* allaitement* grossesse*
        maternité* naissance* accouchement* parent* parental maman papa jouet- naître portage*
        éducation- puériculture* ado adolescent jumeau prénatal enfant* école
    """,
    "animaux": """
        chien* chat* chaton* chiot* lapin* poule* oiseau* poisson- cheval* âne* vétérinaire* croquette*
        laisse toilettage* dressage* griffe* aquarium* aquariophilie* cage litière perruche* hamster*
        tortue* mouton* chèvre* ruche* abeille* furet* perdu- niche gamelle animal* cochon chevaux*
    """,
    "trajets": """
        trajet* covoiturage* covoiturer* voiture conduire* conducteur* conduite* chauffeur* véhiculer*
        transport* transporter* déménagement* déménager* emménager* camion* camionnette* fourgon*
        remorque* gare* aéroport* emmener* amener* déposer- ramener- aller-retour* navette* utilitaire-
        carton déplacement livrer livraison minibus* carton permis- porter- bras
    """,
    "bricolage": """
        bricolage* bricoler* bricoleur* dépanner dépannage- montage- monter- assembler assemblage
        plomberie* plombier* fuite* robinet* évier* électricité* électricien* ampoule* prise-
        interrupteur lampe- lustre peinture- tapisserie* papier-peint mur* plafond cloison carrelage*
        carreau- parquet* plancher menuiserie* ébénisterie* menuisier serrure* porte fenêtre volet toit*
        gouttière* maçonnerie* maçon ciment béton* plâtre* joint* enduit isolation* isoler calfeutrage*
        chauffage* chaudière poêle- radiateur rénovation* rénover* construction* construire
        autoconstruction* travaux étagère* percer perceuse- visser clou vis marteau soudure* soudage*
        tôle chaise- roue crevaison* pneu* frein* moteur* mécanique* mécanicien* auto* automobile*
        batterie- vidange* carrosserie* électroménager* machine- lave-linge frigo appareil- aiguisage*
        aiguiser* couteau- décapage* teinture- poser- pose- fixer tringle store rideau- énergie* éolien*
        solaire* maison- panneau démonter recoller moto bicyclette incendie hauteur décoration* décorer
        tondeuse- antiparasitaire* comptoir* escalier* réparer réparation restauration- céramique
        intérieur extérieur meuble fabrication- vitrerie* forge* forger* fer- branchement rembourrage*
        recouvrement alarme vélo garage- toiture* pièce- planche- usagé- métal bois tour
    """,
    "maison": """
        ménage* ménager* nettoyer* nettoyage* laver* lavage lessive* repassage* repasser* vitre* carreau
        linge* vaisselle* balai poussière aspirateur ranger* rangement* tri trier désencombrer* grenier
        cave débarrasser* débarras* tapis* four domestique* aménagement- espace- feng shui* éclairage
        entretien- encombrant* récupération- recyclage* recycler* housse- maison désencombrement*
    """,
    "jardin": """
        jardin* jardiner* jardinage* jardinier* jardinière* potager* légume- plant* semer* semis*
        semence* graine* bouture* fleur* rosier* arbre* arbuste* haie* tailler taille- élaguer* pelouse*
        gazon* tondre* tonte* désherber* désherbage* bêcher* labourer* labourage* compost* composter*
        compostière* vermicompostage* terreau* fumier* arroser* arrosage* récolte* récolter* verger*
        fruitier* permaculture* serre* tomate courge- ramasser feuille mauvaise-herbe débroussailler*
        neige déneiger* déneigement* terrain* paysager* paysagiste* bonsaï* arboriculture* autofertile*
        fendre* bûche* souche excavation* clôture chaîne- scie- balcon plate-bande* herbe pousse-
        cordage- bois- germination- plante
    """,
    "cuisine": """
        cuisine* cuisiner* cuisinier* plat recette* gâteau* tarte* pâtisserie* pain* boulangerie soupe*
        confiture* conserve* bocal dessert* biscuit* crêpe* muffin* traiteur* buffet* dîner* souper*
        déjeuner* lunch* manger* nourriture* alimentation* alimentaire* végétarien* végétalien* gluten*
        sushi* couscous* fromage* vin* bière* jus viande* légume- fruit- purée* congeler* mets* plateau
        épice confit levain* yaourt* kéfir* kombucha* chocolat* goûter- apéro bouillon diététique lait*
        soja* salade* pâte* pizza* sauce* germé tofu* tempeh* hors-d-œuvre bouchée* boisson* cocktail*
        nutrition- diabétique* menu- yogourt* sauté granola* sommellerie* sommelier* tapas* herbe thé*
        café fermentation* lactofermentation* choucroute* germination- bébé- repas* torréfaction*
        dégustation* sel
    """,
    "couture": """
        couture* coudre* couturière* ourlet* retoucher* retouche* bouton fermeture-éclair tricot*
        tricoter* crochet* laine* pelote* tissage* tisser* broderie* broder* tissu* patron robe
        pantalon- jupe costume* rideau coussin artisanat* artisanal* bijou* bijoux* joaillerie* collier*
        perle* poterie* potier* argile* modelage* vannerie* panier- osier* maroquinerie* cordonnerie*
        chaussure- savon- bougie* mosaïque* vitrail* origami* scrapbooking* papier-mâché émail* macramé*
        feutre* feutrage* quilt* courtepointe* teinture dentelle* fuseau* sculpture- carte- emballage*
        poupée* marionnette- masque chapeau* sac- batik* bricolage- loisir-créatif raccommodage*
        raccommoder* repriser* reprisage* sérigraphie* filage* filer chandelle* décoratif* fléché*
        boucle cuir* céramique* fabrication- vêtement* papier- objet- confection cadre- capteur- pinata*
        jouet- paille* canevas* feutrine* forge- signet* restauration- carton-
    """,
    "ecrans": """
        ordinateur* informatique* internet* tablette* imprimante* imprimer* impression- windows* linux*
        mac macintosh* wifi* courriel* e-mail* mail* boîte-mail site* web* word* excel* powerpoint*
        photoshop* illustrator* access* publisher* virus* antivirus* disque* clé-usb sauvegarde*
        application* appli smartphone* portable téléphone cellulaire* téléphonie* mobile* écran*
        clavier* souris numérisation* numériser* scanner* scan programmation* programmer développeur
        codage données* réseau- réseautique* vidéoconférence* zoom visio* facebook* whatsapp* blog*
        compact* bureautique* tableur* traitement-de-texte box télévision télécommande tv messagerie*
        vinyle cassette- base-de-données intranet* extranet* hardware* software* html* java* autocad*
        dactylographie* numérique* texte transfert* audio audiovisuel* pc* matériel- logiciel* dvd* cd*
    """,
    "papiers": """
        administratif* administration* formulaire* dossier* caf* impôt* déclaration* courrier* rédiger*
        rédaction écrire- facture* retraite* sécurité- mutuelle* assurance* banque* budget* budgétaire*
        comptabilité* comptable* compte- cv* curriculum* emploi* entretien- entrevue* embauche*
        candidature* carrière* stage* entreprise* juridique* droit* avocat* notaire* contrat* bail loi*
        code- traduction-assermentée titre-de-séjour préfecture* mairie logement- hypothèque* placement*
        financier* finance* subvention* plan-d-affaires organisation- réunion* association- secrétariat*
        classement* communiqué* marketing* communication* civil* saisie* consommateur* foncier*
        immobilier* conférence* consensus* vente négociation* procès-verbal organiser- planification-
        papier papiers lettre coaching propriété affaire- travail- gestion démarche* communicationnel*
    """,
    "apprendre": """
        apprendre enseigner enseignement* soutien- scolaire* devoir* mathématique* maths* espagnol*
        allemand* italien* arabe* portugais* mandarin* russe* japonais* langue* grammaire* orthographe*
        dictée* lecture lire écrire conversation alphabétisation* traduire* traduction* traducteur*
        interprète* interprétation- correction* corriger* relire révision* réviser* examen* bac brevet
        science* physique chimie biologie* géographie* philosophie* littérature* littéraire* poésie*
        poème* professeur* prof étudiant université tutorat* initier- langage* lsf braille* signe*
        créole* catalan* grec* hébreu* roumain* turc* vietnamien* hindi* wolof* lingala* polonais*
        persan* néerlandais* coréen* bambara* kabyle* berbère- esperanto* roman* conte* conteur*
        nouvelle- généalogie* astronomie* éducation pédagogie* pédagogique* aide-aux-devoirs
        statistique* algèbre* généalogique* calcul* économie* politique psychologie* anthropologie*
        archéologie* québécois- slogan* leçon cours latin- apprentissage- initiation- texte- français
        anglais édition étude* étudier histoire culture francisation* sociologie* écriture*
        prononciation* chinois* formation-
    """,
    "arts": """
        musique* musical* musicien* piano* guitare* violon* flûte* chant* chanter* chorale* chanson*
        chanteur* tambour* percussion* djembé* basse* batterie accordéon* harmonica* saxophone*
        clarinette* trompette* solfège* accord accorder* instrument* concert* orchestre* ukulélé*
        mandoline* harpe* violoncelle* composition* arrangement* théâtre* théâtral* comédien* acteur*
        scène* cinéma* film* filmer* vidéo* caméra* tournage* montage scénario* cirque* jonglerie*
        jongler* clown* marionnette* magie* danse- spectacle* dessin* dessiner* peintre* aquarelle*
        huile* pastel* croquis* portrait* toile* tableau gravure* sculpter* sculpture* photo*
        photographie* photographe* photographier* calligraphie* graphisme* graphique* affiche* logo*
        illustration* infographie* art* artistique* plastique exposition* galerie* reliure*
        bande-dessinée mime* voix* radio* improvisation* maquillage- fresque* murale* artiste* dépliant*
        mise-en-page studio* sonorisation* sonore* partition* cartonnerie* cartonnage* papeterie*
        encadrement* poterie- mosaïque- boudinage* modèle- vitrail- caméraman* caricature*
        caricaturiste* portraitiste* humoriste* son choriste* papier livre diction* rôle- réplique
        étirement- audition* patrimoine* métrage* antique- imprimerie* negatif diapo* cadre- bricolage-
        peinture
    """,
    "loisirs": """
        sport* sportif* jeu* jouer* carte échecs* scrabble* bridge* belote* tarot* pétanque* boule*
        billard* football* foot* tennis* badminton* ping-pong* volley* volleyball* volley-ball* basket*
        basketball* hockey* rugby* baseball* soccer* golf* natation* nager* baignade* piscine* cyclisme*
        cyclotourisme* randonnée* randonner* course-à-pied jogging* marche promenade escalade* ski*
        patin* raquette* kayak* canoë* voile* navigation* pêche* chasse* champignon* camping- plein-air
        nature* danser* tango* salsa* flamenco* ballet* valse* baladi* zumba* fête* anniversaire*
        mariage* animation* animer* organiser bal* karaoké* dj* disc-jockey* serveur* barman* barmaid*
        magicien* sortie musée* exposition- voyage* vacances* touriste* tourisme* touristique* guide*
        visite guidé* excursion* jeux* société- puzzle* collection* gymnastique- gym* fitness*
        musculation* entraînement* entraîner* judo* karaté* aïkido* capoeira* escrime* boxe*
        autodéfense* équitation* tir* orientation* moto- observation- partenaire* go* dames awalé*
        cartomancie* chirologie* rune* conditionnement* loisir* découverte* pays* événement* parc- clown
        frisbee* triathlon* marathon* arbitre* statisticien* plongée* surf* tandem* partie* sac-à-dos
        brésil- danse* squash* skateboard* lutte* kung* gigue* planche étirement* slackline* parkour*
        expédition* forme- oiseau- course- vélo astronomie décoration- plein- air- grimpe*
    """,
    "bien-etre": """
        coiffure* coiffer* coiffeur* cheveu* barbe* massage* masser* massothérapie* yoga* méditation*
        méditer* relaxation* sophrologie* reiki* réflexologie* acupuncture* naturopathie*
        naturopathique* ostéopathe* kiné tai* chi* qi* gong* pilates* gymnastique bien-être* soin-
        soigner- maquillage* manucure* pédicure* esthétique* épilation* ongle* peau* sourcil* visage
        crème* savon* cosmétique* tisane* médicinal* herboristerie* stress* sommeil* énergétique*
        drainage* lymphatique* maladie* malade secourisme* rcr* blessure* piqûre régime* nutrition*
        médicament* corps- handicap- prévention- styliste* henné* tatouage* respiratoire* menstruel*
        sanitaire* shiatsu* hypnose* fibromyalgie* sclérose* respiration* premiers-secours prothèse*
        féminin* parfum* shampoing* aromathérapie* hygiène* psychologique* santé coupe poids- cancer*
        huile essentiel* couper- plante-
    """,
    "objets": """
        prêter prêt* emprunter* donner- don* échanger- échange- troc* troquer* louer outil* outillage*
        échelle* perceuse* tondeuse* scie ponceuse* bétonnière* brouette* karcher*
        escabeau* diable* table tréteau* tente* barnum* sono* vaisselle- canapé* fauteuil lit* matelas*
        armoire* commode* frigo- machine bd magazine vêtement habit* chaussure manteau* jouet vélo
        poussette- siège-auto* lit-bébé déguisement* valise* appareil outil récupérer vendre vends*
        acheter cherche- brocante* vide-grenier* jumelles* projecteur* vidéoprojecteur* rallonge*
        appareil-à carton- bocaux- skis raclette* gaufrier* plastifieuse marmite* glacière* béquille*
        déambulateur* couverture* bibliothèque- télescope* palette* remorque- objet- meuble- livre-
        occasion
    """,
    "lieux": """
        héberger* hébergement* loger* logement* chambre* appartement* studio colocation* colocataire*
        coloc* dormir* nuit* séjour* toit- salle* local* locaux* bureau* atelier garage* cave- box-
        terrain- place- parking* stationnement* cuisine- jardin- grange* hangar* camper* camping* gîte*
        vacances- échange-de-maison hôte* abri* site- grenier- pièce- maison-
    """,
    "achats": """
        acheter- commander* commerce* commerçant* boutique* magasin épicerie- producteur* fermier*
        ferme- amap* panier- marché* fournisseur* vrac* coopérative* boulangerie- librairie* bar-
        point-de-retrait retrait* circuit-court prix- tarif- consommation* aubaine* coupon* rabais*
        gros- fuel* fioul* granulé* pellet* achat groupé* regroupé* commande
    """,
}
# Words of any notice: they make no two of them alike.
EVERYDAY = """
    chercher rechercher proposer demander aider aide besoin vouloir pouvoir faire prêter donner échanger
    emprunter louer garder apprendre cours heure jour journée semaine mois an année matin midi
    après-midi soir soirée week-end fois lundi mardi mercredi jeudi vendredi samedi dimanche janvier
    février mars avril mai juin juillet août septembre octobre novembre décembre aujourd demain petit
    grand gros nouveau vieux bon beau gratuit gratuitement quelqu quelque personne gens voisin voisine
    ici près loin rue place quartier village ville chose bonjour merci svp très peu beaucoup plus moins sans
    si quand comment tout un deux trois quatre cinq six sept huit neuf dix contre vers pendant avant
    après dispo disponible main coup service venir aller
"""
