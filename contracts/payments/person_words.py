"""Words by which a person's name is told from an organisation's in a spend file (R11). Pure data.

``GIVEN`` holds first names that are common in London; ``ORGANISATION`` words that stand in names of
organisations and hardly in people's; ``TRADES`` what people do who work under their own name.
"""

from suppliers.legal_forms import ANYWHERE
from suppliers.resolution.vocabulary import DESCRIPTIVE, DIRECTIONS, FILLING, PLACES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Written instead of a name on purpose: nothing beside them makes an organisation of it.
REDACTED = (
    *("redacted", "redaction", "withheld", "name removed", "removed for", "personal data", "data protection"),
    *("gdpr", "anonymised", "anonymous", "private individual", "private person", "name not disclosed"),
    *("not disclosed", "personal information", "confidential", "exempt information"),
)
#: What somebody is to the borough who is paid as a person; an organisation's own word beside it outweighs it.
PEOPLE = (
    *("individual", "individuals", "foster carer", "foster carers", "foster parent", "foster parents"),
    *("fostering payment", "fostering payments", "carer", "carers", "direct payment", "direct payments"),
    *("service user", "service users", "client", "clients", "tenant", "tenants", "resident", "residents"),
    *("claimant", "claimants", "childminder", "childminders", "special guardian", "special guardians"),
    *("adopter", "adopters", "adoptive parent", "employee", "employees", "pensioner", "sole trader"),
    *("personal budget", "shared lives", "householder", "leaseholder", "landlord", "private landlord"),
    *("next of kin", "guardian", "appellant", "witness", "jury", "volunteer", "member of public", "payee"),
)
TITLES = _words("mr mrs ms miss mx messrs master mister madam")
#: Titles that organisations bear too: *Dr Barnardo's Homes*, *Lady Margaret School*.
OTHER_TITLES = _words(
    """
    dr doctor prof professor rev revd reverend sir dame lord lady cllr councillor fr father sister imam rabbi
    capt captain major judge hon canon pastor
    """
)
ESTATES = ("estate of", "executors of", "executor of", "exors of", "personal representatives of", "late")

#: Forms that tell an organisation; *co* and *SA* are left out, since people are called so.
LEGAL_FORMS = ANYWHERE | _words("lp cio scio inc incorporated llc bv nv srl pty corp lllp unlimited")
ACRONYMS = _words("bt ee ge gp hp it pc tv uk eu ca kp dx ey ba bp hr cc pr ai ip nu rm sse nhs hm st")

#: Given names; *young*, *grant* and others that are words of business as well are left out.
GIVEN = _words(
    """
    aaron abbie abby abdul abdullah abdullahi abigail abiola abraham abu ada adam adama adebayo adedayo adekunle
    adele adeola adewale adrian aeysha agnes agnieszka ahmad ahmed aidan aileen aisha aishah akin akua alan
    alana alasdair alastair albert alec alejandra alejandro aleksandra alessandra alessandro alex alexander
    alexandra alexandre alfie alfred ali alice alicia alison alistair allan allison ama amanda amelia amina
    amir amit amy ana andre andrea andreas andrei andrew andrzej andy angela angelica angus anil anita ann anna
    anne annette annie anthea anthony antoinette antonia antonio anton archie arthur arun asha ashley asif
    audrey ayesha ayse babatunde barbara barry beatrice becky ben benjamin bernadette bernard beth bethany
    betty beverley bill billy bob bola bolanle brandon brenda brendan brian bridget bronwen bruce bryan bryony
    burak caitlin callum calvin cameron camilla carl carla carlos carly carmen carol carole caroline carolyn
    carrie catherine cathy cecilia celia chantal charles charlene charlie charlotte chelsea cheryl chidi chinedu
    chloe chris christian christina christine christoph christopher ciara claire clara clare claudia clifford
    clive colette colin colleen connor conor craig cyril daisy dan daniel daniela danielle danny daphne darren
    dave david dawn dean deborah debbie debra declan deirdre delroy denise dennis derek desmond diana diane
    diego dimitrios dominic dominique donald donna doreen doris dorothy douglas duncan dylan eamonn ebony eddie
    edith edmund eduardo edward edwin eileen elaine eleanor elena eli elias elisabeth elizabeth ella ellen
    ellie elliot elsie emeka emily emma emmanuel enrique eric erica erin ernest esme esther ethan ethel eugene
    eva evan eve evelyn ewa ewan faisal faith farah farhan fatima fatma fatou faye felicity felix femi
    fernando fiona florence folake frances francesca francis francisco frank fred freddie frederick freya
    gabriel gabriela gabriella gail gareth gary gavin gemma geoff geoffrey george georgia georgina gerald
    geraldine gerard gillian gina giovanni giulia giuseppe gladys glen glenn gloria glyn godfrey gordon grace
    graeme graham greg gregory grzegorz guy gwen habib hamish hamza hana hanna hannah hardeep harold harriet
    harry harvey hasan hassan hayley hazel heather hector heidi helen helena henry herbert hilary hilda howard
    hugh hugo husain hussain hussein ian ibrahim ibukun ifeoma imran ines ingrid irene irina iris isaac
    isabel isabella isabelle ismail ivan ivy jack jackie jacob jacqueline jacqui jade jake jamal james jamie
    jan jane janet janice janine jared jasmin jasmine jason jay jayne jean jeanette jeff jeffrey jemma
    jennifer jenny jeremy jerome jesse jessica jill jim jo joan joanna joanne jodie joe joel johanna john
    johnny jon jonathan jonathon jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy
    julia julian julie juliet june justin justine kabir kamal karen karim karl kate katarzyna kate katharine
    katherine kathleen kathryn kathy katie katrina katy kay kayleigh keith kelly ken kenneth kerry kevin
    khadija khalid khan kieran kieron kim kimberley kirsten kirsty krishna kristina krzysztof kumar kwabena
    kwame kyle lakshmi lara larry laura lauren laurence lawrence leah leanne lee leigh lena leo leon leonard
    leroy lesley leslie lewis liam lilian lilly lily linda lindsay lindsey lisa liz lloyd lola lorna lorraine
    louis louisa louise luca lucas lucia lucinda lucy luis luke lydia lynda lynn lynne lynsey mabel maciej
    madeleine magdalena mahmood mahmoud malcolm malgorzata mandy manjit manoj manuel marc marcel marcia marcin
    marco marcus margaret margarita maria marian marie marilyn mario marion marjorie mark marlene marta martha
    martin martina martyn mary maryam mateusz mathew matilda matt matthew maureen maurice mavis max maxine
    megan mehmet mei melanie melissa mercy meryem mia michael michal michele michelle miguel mike mildred milly
    miriam mitchell mo modupe mohamed mohammad mohammed mohamud moira molly mona monica monika morgan moses
    muhammad muhammed muriel mustafa myra nadia nadine nancy naomi narinder natalia natalie natasha nathan
    nathaniel navdeep neal neil nelson ngozi niall nichola nicholas nick nicky nicola nicole nigel nikita nikki
    nikolaos nina noah noel nora noreen norma norman obinna olayinka olga oliver olivia olu olufemi
    oluwaseun omar omolara orla oscar osman owen pablo pamela paola paolo parminder pascal patience patricia
    patrick paul paula pauline pavel pawel pearl pedro peggy penelope penny peter petra phil philip phillip
    phoebe phyllis pierre piotr polly precious priscilla priya priyanka prudence rachael rachel rafael raj
    rajesh rakesh ralph ramesh ramon raquel rashid raul ravi ray raymond rebecca reece reginald rehana renee
    reuben rhiannon rhys ricardo richard rick rita rob robert roberta roberto robin rodney roger roland ron
    ronald ronnie rosa rosalind rosanna rosario rosemary rosie roxanne roy ruby rukhsana rupert russell ruth
    ryan sabrina sade sadia saeed sahra sally salma sam samantha samina samuel sana sandeep sandra sanjay sara
    sarah sasha satnam saul scott sean sebastian selina serena sergio shabana shahid shane shanice sharon shaun
    sheila shelley shirley shona sian silvia simon simone sinead siobhan sofia sonia sophia sophie stacey
    stanley stefan stefano stella stephanie stephen steve steven stewart stuart sue sukhdev suleiman sunil
    sunita suresh susan susanna susannah susie suzanne sven svetlana sydney sylvia tamara tania tanya tara tariq
    tayo ted teresa terence terry tess thelma theo theodore theresa thomas tim timothy tina tobias toby tom
    tomasz toni tony tracey tracy travis trevor tristan tunde tyler uche ursula usha valerie vanessa vera
    veronica vicky victor victoria vijay vikram vincent viola violet virginia vivian vivien vivienne vladimir
    walter wanda warren wayne wendy wilfred william winifred winston xavier yasmin yasmine yetunde yolanda
    yosef yousef yuki yusuf yvette yvonne zac zach zainab zara zeynep zoe zofia
    """
)

#: What somebody does who works under their own name: *Jane Example Photography* is a person.
TRADES = _words(
    """
    photography photographer photographs therapy therapist counselling counsellor psychotherapy psychology
    psychologist physiotherapy osteopath plumbing plumber decorating decorator decorators carpentry carpenter
    tuition tutor tutoring coaching coach music musician art artist arts illustration illustrations gardening
    gardener childminding childminder interpreter interpreting translation translations taxi taxis cab cabs
    consultancy consulting consultant training trainer barrister solicitor design designs designer drumming
    catering cleaning driver driving writer writing editor editing yoga pilates handyman electrician
    """
)

#: Words of organisations that are surnames too: *Rhys Green* and *J Ward* are people, *Green Homes* is none.
SURNAMES = _words(
    """
    baker banks bath bell bird blackburn bridge brooks brown chambers chapel cook cross day farmer field fish
    fisher fletcher forest fox gardener garden gold grant green hall hart heath hill holiday holt hope hunt ice
    ivory joiner key keys king lake lamb land lane law lea little long lord major marine market marsh mason may
    miles mills moon moor noble oak page painter park parks parsons peace person pike pitt pool poole pope post
    potter power price prince prior priest ray read reed reid rice rich river rivers roads rock rose ross round
    row rowe sales scout scouts seal sharp short silver singer small smart smith snow spark sparks spring squire
    star steel stone street summer summers swift taylor temple tower towers town townsend wake walker wall walls
    ward warden water waters way weaver webb wells west east north south wheeler white wild winter wise wood
    woods wool worker worth young zone rutland york london company contractor seven mall bush best bright carpenter
    church child childs close coal cotton court critchlow crook daily darling deal dean dear drew duke english
    fair flowers flood ford french glass goodman grace head hood house hooper house joy just kitchen knight last lock
    love luck manners mayor mead moss nest new night old parish pepper pride proctor pulling quick royal
    saint sanders scotland shepherd shore speight speed stubbs sunday sutherland thorn true tree turner wallis
    light lodge judge cash chance christian clay doctor friend gates gill goss hand hands heard house hay
    """
)

_TOO_PERSONAL = _words(
    """
    christian mason     preston lincoln chester warwick bradford bury reading lancaster hereford stafford sutton barnet kingston
    ealing brent chelsea kent devon dudley derby durham darlington burnley bolton carlisle winchester windsor
    oldham perth stirling washington hastings wells york young wood hill son milton stoke stockton peace hope charity marine
    newton norman india germany england france ireland poland spain italy wales scotland
    """
)
ORGANISATION = (DESCRIPTIVE | DIRECTIONS | FILLING | PLACES) - _TOO_PERSONAL | (
    _words(
        """
    sons bros nhs hmrc vat sec coll refund we be against academies access accommodation accountants accounting ace action activities activity adoption adult adults
    adventure advertising advisory advocacy advocates aerial age aid air alarm alarms all alliance ambulance
    americas anti aqua arboricultural arena army arms asbestos assembly asset assessment assets athletic attic
    auctions audio audit auto autism autistic automotive awards baby bakery bank banking baptist bathroom baths
    beauty beds behaviour benefits best bespoke beyond bicycle bids big bikes biffa bins blinds blue board boards
    body boilers books bookshop bookings borough boroughs box boys brand brass breakfast brewery bricks bridge
    bright broadband broadcasting brokers brothers budget build builders buildbase bureau bus buses business cabinet
    cafe cambridge camera camp camps campaign campaigns campus canal capita capital car card cards caring
    carpets cars cartridge casting catalogue catalyst cathedral catholic cctv cell cemetery central centers
    certification chain challenge chamber chambers champions chapel charities charter chartered chef chemicals
    chemist child childhood childrens choice choir church churches cinema circle circus citizens
    citizen city civic civil clean cleaners clear clerk click climate clinic clinical clothing coaches coal
    coffee collection collections collective college colleges colour commission commissioner committee
    common commons communities compact companies complete components comprehensive computers computing concept
    concepts concern concrete conference conferences connect connected connection connections conservation
    conservatoire construct constructions consortium contact contemporary contract contractors contracts control
    controls convent conversion cooperative coop copiers core corp corps council councils counties county
    couriers court courts crafts creche creations credit cremation crematorium crew cricket crime crisis
    crossroads culture cultural customer customs cycle cycles cycling dairies dairy dance day deaf debt dementia
    demolition dental dentists depot designers destination detectives developments developers diabetes dialogue
    diocesan diocese directions disabilities disability disabled discovery discount discs display distributors
    district diversity dock docklands doctors documents dogs domestic door doors drainage drama dream dreams
    drinks drugs duct dynamics early earth eco economics economy ecology editions educational elders elect
    elections electoral electric electricity electronic electronics elephant elite embassy emergency employers
    employment empower empowerment enforcement engage engineers english enterprises entertainments equal
    equality essential estate estates estuary ethical ethnic evangelical event everyone examinations
    excellence exchange executives exhibition exhibitions exhibits expert experts explorers express extra
    eye fabric fabrications facilities factory families farm farms fashion federation fence fencing ferry
    festival festivals fiber fibre film films filter finance fire first fish fitness fix fixings flags flat
    fleet flights floor flooring floors florist flowers focus food foods foot football force ford forest forum
    fostering foundations fox frames framework free freehold freight friends frontier fuel fuels fun funding
    funeral funerals furnishing furnishings furniture futures gallery games garage garages garden gardens gas
    gateway general generation gifts girls glass glazing globe gold golf goods gospel gov government graphic
    graphics grand grants graphics gravel great green greener grounds groundwork growers growth guarding
    guide guides gym habitat hall hardware harbour haulage haven headway healing hearing heart heat heights
    help helping heritage high highways hindu historic history hobby holdings holiday holidays holy homecare
    homeless homelessness homelink horizon horizons hospice hospital hospitality hospitals hostel
    hostels hotel hotels hours hub human humans hydraulic hygiene ice ideas image images imaging imperial impact
    inclusion inclusive independence independent industries infant infants information initiative
    initiatives inn innovation innovations innovative insight insights inspection inspections inspire
    institution institutional instruments insulation insurers intelligence intelligent inter interactive
    interchange interior interiors interserve intervention investment investments irish iron islamic island
    jazz jewish job jobs join joinery joint journal journeys junction junior juniors just justice key keys kick
    kids kitchen kitchens knowledge lab labels labour lake land landmark landscape landscapes landscaping
    language languages laundry laws lawn lea leadership leaf league learn leasing leisure lesbian letting
    lettings libraries library licence licensing lift lifts light lighting lights line linen linguists link
    links lion lions literacy literary live living loan local location locks locksmiths lodge lodges london
    long loss lottery lunch machine machines machinery magazine magistrates mail mailing mailroom mall managed manager managers
    manor manpower manufacturing map mapping maps maritime market markets masonry masters
    matrix meals means meat mechanical mediation medicine medicines meeting meetings mencap mental mentoring
    mercury messenger metal metals meter metering methodist metro metropolitan migrant mind mini minibus
    ministries ministry minority mission mobile mobility modern modular money monitoring montessori moorings
    more morning mortgage mosque motor motors move moves movement movers moving multi multicultural multimedia
    museum museums muslim mutual my nation national nationwide natural nature navigator neighbourhood
    neighbourhoods nest net networks neuro new newspaper newspapers news next nights nonstop notaries nurseries
    nursery nurses nutrition oak oasis observatory occupational ocean offender offenders office officer offices
    oil old older olympic olympia one online open opera operations operatives opportunities opportunity
    optical opticians orchestra organic organisations organization osteopathic outdoor outdoors outlook outreach
    outsourcing over packaging packing paediatric paint painters painting paints panel paper parade parcel
    parenting parents parish park parking parks parliament partners parts pass passenger passport past path
    pathway pathways pavement pay payments payroll peers penguin pension pensions performing
    personnel pest pet petroleum pets pharmacies pharmacy philharmonic phoenix phone phones photo photos physical
    pianos pictures pipe pizza place placements places plan planet planning plans plant plants plastics play
    players playgroup playground playgrounds plaza plus pod point police policy political polling pool pools post
    postal postgraduate poverty power practice practices practitioners pre precision premier premises
    preschool presentations press prevention primary princes principal print printers printing priory prison
    prisons private pro probate probation process procurement produce producers productions products
    professionals programme programmes progress project projects promotion promotions properties proprietors
    protect protection provision psychiatric psychological pub public publications publishers pumps pupil pupils
    purchase purchasing pure quality quantity quarry quarter quays queens race racial radio rail railway
    railways rainbow range rapid reach reaction read ready real reality records recovery recreation recruit
    recycle reed referral referrals reform refrigeration refuge refugee refugees refurbishment regal regeneration
    regent region regional register registers registration regulator rehab rehabilitation relate relations
    relief removal removals renewable renewables renovations rent rental rentals repairs reporters republic
    rescue reserve residences resolution resource resources respite response rest restaurant restaurants
    restoration retail retirement revenue revenues review ride riding rights ring rise river riverside road
    roads rock roof roofing roofs room rooms rotary round route routes row royal rubber rugby runners safe safeguarding
    safer sales salvation samaritans sand sanctuary sanitary satellite save savings scaffold scaffolding scene
    scheme schemes schools science sciences scientific scout scouts screen sea seal search seating second
    secondary secretariat secretary secure securities self seminars senior seniors sense sensory service
    services servicing settlement seven severn sewage sheltered shelter shelving ship shipping shop shopping
    shops show shows shredding shutters sight sign signage signal signs sikh silver sir site sites six sixth
    skill skills skip skips sky small smart smile society socialist soft sofa soil solar solicitors solution
    sound sounds source space spaces spark special specialists specialty spectrum speech sport sporting sports
    spring springs square stadium staff stage stair standard standards star stars start state station
    stationers stationery stationary statistics steel steps sticks stock stone storage store stores stories
    strategic strategies strategy stream street streets strength stroke structural structures student students studies
    studios study sub submarine suffering suite suites summer summit sun sunrise supermarket supermarkets
    supplies suppliers supply supported surface surfacing surgeries surgery surgical surveillance survey surveys
    surveyors survivors sustain sustainability sustainable swim swimming synagogue synergy systems tables
    tactical talent talk talking tank tap target task tax teacher teachers teaching team teams tech
    technical technique technologies technologist technology telecare telecoms telephone telephones
    television temple temporary ten tenancy tennis tenders tents terminal terrace test testing text textiles
    theatre theatres theatrical therapeutic therapies thinking third three through tickets tiles timber time
    times toilet toilets tool tools top total touch tour tourism tours tower towers town towns toys track
    tracks trade traders trades trading tradition traffic trail trailers trains transformation transit
    transitional transplant transportation traveller travellers treasury treatment tree trees tribunal trips truck trucks
    trustees trusts turf twin two tyre tyres underground underwriters uniform uniforms union unions unique unit
    united units unity universal universities unlimited up updates upholstery urban used users utilities vacuum
    valuation valuations value valuers van vans vehicle vehicles vending ventilation venture ventures venue
    venues veterinary via victim victims video view views village villages vintage visa vision visions visit
    visual vital vocational voice voices voluntary volunteers volunteering wake walks wall walls ward wardens
    warehouse warm washing watch water waters waterside waterways way ways wealth wear weather web website
    weddings weekly welding welfare wellbeing wellness wheel wheels which wholesale wholesalers wide wild
    wildlife wind window windows wine wireless wise woman women womens woodland wool words work workers working
    works workshop workshops workspace workwear world worldwide worship youth zone zones zoo zurich
    abbey abbeyfield barclays hsbc lloyds natwest nationwide santander unison unite vodafone virgin royal bupa
    serco veolia thames tfl ymca ywca rnib nspcc rspca scope shell esso tesco sainsbury sainsburys asda argos
    microsoft oracle amazon google apple ikea canon xerox ricoh konica hewlett packard lenovo dell adobe
    """
    )
)
