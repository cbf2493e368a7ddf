"""The words that say something of a person's gender, age, kin or role; drawn up for this project by hand.

A word stands under a gender only where that is its meaning: *sister*, *chairwoman*, *boys*. What somebody does
(*nurse*, *driver*) or is called says nothing of it.
"""

from __future__ import annotations

from enum import StrEnum


class Who(StrEnum):
    """Who is spoken of, as the words have it."""

    WOMEN = "women"
    MEN = "men"
    GIRLS = "girls"
    BOYS = "boys"
    ANOTHER = "another gender"
    UNSTATED = "unstated"
    GROUP = "group"


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


KIN = {
    Who.WOMEN: listed("""
        mother mom mum mummy mama mamma mommy wife sister daughter aunt auntie aunty niece grandmother grandma granny
        granddaughter stepmother stepdaughter stepsister mother-in-law daughter-in-law sister-in-law widow fiancee
        fiancée girlfriend bride co-wife cowife godmother goddaughter great-grandmother foremother matriarch
    """),
    Who.MEN: listed("""
        father dad daddy papa husband brother son uncle nephew grandfather grandpa granddad grandson stepfather stepson
        stepbrother father-in-law son-in-law brother-in-law widower fiance fiancé boyfriend bridegroom groom godfather
        godson great-grandfather forefather patriarch
    """),
    Who.UNSTATED: listed("""
        parent spouse partner child sibling cousin relative kin grandchild grandparent in-law stepchild orphan baby
        infant newborn toddler twin ancestor offspring firstborn first-born family
    """),
}
NOUNS = {
    Who.WOMEN: listed("""
        woman lady female womenfolk womanhood gentlewoman spinster madam matron ma'am dame duchess queen princess
        empress priestess nun abbess heroine hostess actress waitress stewardess landlady seamstress mistress heiress
        countess baroness goddess sorceress witch chairwoman chairlady businesswoman policewoman fisherwoman
        councilwoman congresswoman spokeswoman saleswoman sportswoman craftswoman noblewoman servicewoman headwoman
        forewoman headmistress schoolmistress congresswoman assemblywoman policewoman countrywoman kinswoman
        washerwoman chieftainess poetess authoress housewife housemaid barmaid
    """),
    Who.MEN: listed("""
        man gentleman male guy menfolk bloke chap fellow lad bachelor sir lord king prince duke emperor monk
        abbot waiter steward landlord mister baron sorcerer wizard businessman policeman
        fisherman councilman congressman spokesman salesman sportsman craftsman nobleman serviceman headman foreman
        headmaster schoolmaster assemblyman countryman kinsman fireman postman milkman workman tradesman cameraman
        horseman herdsman doorman househusband houseboy
    """),
    Who.GIRLS: listed("girl schoolgirl girlhood lass lassie housegirl maiden"),
    Who.BOYS: listed("boy schoolboy boyhood laddie herdboy"),
    Who.ANOTHER: listed("""
        transgender non-binary nonbinary genderqueer agender bigender genderfluid intersex two-spirit hijra kathoey muxe
        fa'afafine bakla travesti waria khwaja-sira third-gender enby demigirl demiboy
    """),
}  # fmt: skip
# Office or trade words in which "man" has long been said of anybody: kept, with their basis, as unstated.
GENERIC = listed("""
chairman chairmen spokesman spokesmen craftsman craftsmen fisherman fishermen foreman foremen headman headmen
councilman councilmen businessman businessmen policeman policemen fireman firemen workman workmen layman laymen
countryman countrymen freshman freshmen herdsman herdsmen mankind man-hour manpower waiter steward landlord
landlords waiters headmaster headmasters postman postmen cameraman cameramen tradesman tradesmen
""")
ADULTS_TO_CHILDREN = {Who.WOMEN: Who.GIRLS, Who.MEN: Who.BOYS}
TITLES = {
    Who.WOMEN: listed("mrs ms miss madam madame mme lady dame sister mother aunt auntie queen princess senora señora"),
    Who.MEN: listed("mr mister sir lord brother father uncle king prince señor senor monsieur"),
    Who.ANOTHER: listed("mx"),
}
PRONOUNS = {
    Who.WOMEN: listed("she her hers herself"),
    Who.MEN: listed("he him his himself"),
}
THEY = listed("they them their theirs themselves themself")
NEOPRONOUNS = listed("""
ze zie zir zirs zirself hir hirs hirself xe xem xyr xyrs xemself xyrself eir eirs emself eirself faer faers faerself
thon thons thonself
""")
TRANS = listed("trans transgender transsexual")
# Kin words by which a family calls somebody, and which then stand like a name: "Granddad told us"
CALLED = listed("""
mother mom mum mummy mama mamma mommy grandmother grandma granny aunt auntie aunty
father dad daddy papa grandfather grandpa granddad uncle
""")
CHILDREN = listed("child baby infant newborn toddler kid grandchild orphan twin minor teenager pupil")
ROLES = listed("""
farmer teacher nurse doctor chief officer leader worker trader member chairperson secretary treasurer volunteer trainer
midwife pastor driver student pupil neighbour neighbor friend councillor official manager colleague interviewer
researcher facilitator chair president minister villager youth elder person somebody someone anybody anyone everybody
everyone nobody
""")
COLLECTIVES = listed("""
group committee council community village government ministry association cooperative co-operative union church school
club network team ngo organisation organization company department household board assembly congregation police army
parliament court bank clinic mosque circle guild federation party movement agency authority
""")
SINGULAR = listed("""
someone somebody anyone anybody everyone everybody nobody whoever each every person individual either neither
""")
# Words that only look like persons.
FALSE = {
    "mother": listed("tongue board company ship lode earth nature"),
    "father": listed("christmas"),
    "sister": listed("company project city organisation organization ship church site"),
    "brother": listed("printer"),
    "female": listed("connector plug socket"),
    "male": listed("connector plug socket"),
    "man": listed("hour hours"),
    "baby": listed("steps corn"),
    "lady": listed("finger fingers bird"),
    "king": listed("size"),
    "queen": listed("size"),
}
