"""The words of the safeguarding rules, drawn up for this project by hand. English, and no list is ever complete."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


# What is done to a person's body. "Beaten by the drought" is told apart by the agent, not here.
HURT = listed("""
abuse assault attack batter beat bite brutalize brutalise burn cane choke club flog gang-rape hit hurt impregnate injure
kick kill knife lash maltreat manhandle mistreat molest murder poison punch rape scald shoot slap slay smack
spank stab starve strangle throttle strike stone thrash torture wallop whip wound defile grope harass humiliate beat_up
kidnap abduct traffic enslave circumcise spit exploit misuse
""")
# Nothing else is ever meant by these, so that no agent is asked for.
SEVERE = listed("""
rape gang-rape molest grope defile strangle throttle kidnap abduct traffic impregnate circumcise torture slap spank
whip flog cane enslave
""")
# Shoving and seizing: harm where it says against, down, into or by what.
SHOVE = listed("push pull drag throw shove knock grab pin press hurl yank")
SHOVED = listed("down over around about aside outside")
HARD = listed("""
wall ground floor bed river well road fire car house room door stairs bush field water hut fence tree table corner pit
ditch mat mud hair neck throat arm arms leg legs ear ears wrist collar clothes kitchen
""")
LOCK = listed("lock tie chain bolt shut confine imprison")
INSIDE = listed("room house hut store storeroom kitchen toilet latrine cell shed office tree bed post compound inside")
CAST_OUT = listed("chase throw kick send drive put evict turn")
HOMES = listed("house home compound village room yard land hut plot farm homestead")
BODY = listed("""
arm arms face head neck throat leg legs hair hand hands wrist wrists jaw tooth teeth rib ribs back breast breasts thigh
thighs body finger fingers nose eye eyes mouth dress skirt blouse clothes
""")
ON_BODY = listed("""
knock smash split break hold twist burn cut squeeze grab touch slap hit kick tear rub stroke pull fondle lift press
""")
UNDER = listed("dress skirt blouse clothes blanket shirt sheet sheets")
ARMED = listed("""
soldier police policeman officer rebel militia gunman ranger scout guard fighter bandit gang warder army troop militant
thug vigilante
""")
STAFF = listed("""
officer clerk trainer teacher pastor priest imam manager foreman supervisor chairman chairperson coach driver guard
enumerator volunteer agent boss employer researcher interviewer fieldworker worker official staff doctor nurse
headmaster
principal ranger scout soldier policeman police chief councillor contractor coordinator mentor counsellor facilitator
inspector master leader lecturer principal professor watchman storekeeper treasurer secretary director headman landlord
""")
CARERS = listed("doctor nurse midwife tailor surgeon medic")  # whose work it is to touch
CHILD = listed("""
child baby infant toddler boy girl kid son daughter grandson granddaughter grandchild orphan pupil schoolgirl schoolboy
niece nephew minor newborn teenager twin stepson stepdaughter housegirl houseboy learner
""")
KIN = listed("""
husband wife father mother brother sister uncle aunt son daughter cousin niece nephew stepfather stepmother in-law
father-in-law mother-in-law brother-in-law sister-in-law grandfather grandmother boyfriend girlfriend partner widow
co-wife parent relative neighbour neighbor friend
""")
FEMALE = listed("girl woman wife daughter sister mother aunt niece cousin schoolgirl widow her she me cousins")
DRUDGERY = listed("""
work dig carry weed mine fish beg sell load haul plough harvest herd break drive guard wash pound scrub
""")
HEAVY = listed("""
stone stones brick bricks dung manure load loads sand quarry mine mines pit gold plantation estate furnace cattle rock
rocks ore charcoal pesticide
""")
SCHOOL = listed("school class classes lesson lessons schooling classroom studies exam exams")
TELLING = listed(
    "tell speak talk say complain report testify write sign answer refuse reveal expose inform vote witness accuse"
)
FINDING_OUT = listed("hear know find learn discover see read notice realise realize suspect")
FEARED = listed("afraid scared frightened terrified fearful")
VENOM = listed("""
poison acid bleach dip pesticide insecticide chemical chemicals petrol paraffin kerosene pesticides herbicide rat-poison
""")
PILLS = listed("tablet tablets pill pills capsules medicine")
ENDING = listed("kill hang drown starve shoot stab finish")
HARMING = listed("cut harm hurt burn poison scratch injure")
REFLEXIVE = listed("myself himself herself themselves yourself ourselves themself")
CONTEST = listed("""
election match game team final league vote votes race tournament quiz score goals competition cup club
""")
PLACE_OF_TOPIC = listed("""
workshop training trainings training policy policies law laws bill act manual module poster posters leaflet leaflets
brochure radio news campaign campaigns strategy survey curriculum session sessions seminar drama committee conference
code guideline guidelines report reports programme awareness chapter topic topics lecture course convention hotline
definition statistics article story play film
""")
WOMEN = listed("she woman mother sister daughter wife aunt niece grandmother girl widow granddaughter lady")
MEN = listed("he man father brother son husband uncle nephew grandfather boy widower grandson")
PAST_ONLY = listed("since anymore longer again yet lately nowadays")
LOSSES = listed("lose disappear regret suffer vanish die")
PUNISH = listed("""
fire sack dismiss beat burn arrest attack evict chase banish detain jail threaten poison curse stone kill remove strike
punish expel suspend destroy slash
""")
