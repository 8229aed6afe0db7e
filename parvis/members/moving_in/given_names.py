"""Common first names, to tell « Martin Jeanne » from « Jeanne Martin » when nothing else does."""

from parvis.members.names import search_name

_COMMON = """
adam adele adrien agathe agnes aicha alain albert alexandre alexis ali alice aline alix amandine amelie
amina amine anais andre andree ange angele anna anne annick annie antoine antoinette ariane arlette armand
arnaud arthur aurelie axel ayoub baptiste barbara bastien beatrice benjamin benoit bernadette bernard
bertrand brigitte bruno camille candice carine carole caroline catherine cecile cedric celine chantal
charles charlotte chloe christelle christian christiane christine christophe claire clara claude claudette
claudine clement clementine colette corentin corinne cyril damien daniel daniele danielle david delphine
denis denise didier dominique dylan edith edouard elena eliane elias elisabeth elise elodie elsa emilie emma
emmanuel emmanuelle enzo eric estelle esther etienne eugene eva evelyne fabien fabienne fabrice fanny fatima
fatou fatoumata fernand fernande flavie florence florian francine francis franck francois francoise frederic
frederique gabriel gabrielle gael gaelle genevieve georges georgette gerard germaine gilbert gilberte gilles
ginette gisele giselle gregory guillaume guy gwenaelle hamza helene henri henriette herve hugo hugues
huguette ibrahim ines irene isabelle ismael jacqueline jacques jade janine jean jeanne jeannine jennifer
jeremy jerome joel joelle jonathan joseph josette josiane judith jules julia julie julien juliette justine
karim karine kevin khadija laetitia laura laure laurence laurent lea leila leo leon leonie liliane lina
lionel lisa loic lola lou louis louise luc lucas lucette lucie lucien lucienne ludovic lydie madeleine mael
maelle magali manon marc marcel marcelle margaux margot marguerite maria marianne marie marielle marine
mario marion marius marlene marthe martine mathieu mathilde matthieu maurice max maxime mehdi melanie
melissa michel michele micheline mickael mireille mohamed mohammed monique morgane moussa mustapha myriam
nadege nadia nadine nathalie nathan nicolas nicole nina noemie nolwenn odette odile olivia olivier oumar
pascal pascale patrice patricia patrick paul paule paulette pauline philippe pierre pierrette quentin rachid
rachida raphael raymond raymonde regine regis remi renaud rene renee robert roger roland romain romane rosa
rose roselyne sabine sabrina said salome samia samir samuel sandra sandrine sara sarah sebastien serge
severine simon simone sofia solange solene sonia sophie stephane stephanie sylvain sylvette sylviane sylvie
theo theodore therese thierry thomas tiphaine tristan ulysse valentin valentine valerie vanessa veronique
victoire victor vincent violette virginie viviane wassim xavier yann yannick yasmine yves yvette yvonne
zineb zoe
"""
_GIVEN = frozenset(_COMMON.split())


def is_given(word: str) -> bool:
    """Whether a word, or its first half (« Jean-Luc »), is a common first name."""
    parts = search_name(word).split()
    return bool(parts) and parts[0] in _GIVEN
