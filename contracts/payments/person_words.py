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
    canon capt captain cllr councillor dame doctor dr father fr hon imam judge lady lord major pastor prof
    professor rabbi rev revd reverend sir sister
    """
)
ESTATES = ("estate of", "executors of", "executor of", "exors of", "personal representatives of", "late")

#: Forms that tell an organisation; *co* and *SA* are left out, since people are called so.
LEGAL_FORMS = ANYWHERE | _words("lp cio scio inc incorporated llc bv nv srl pty corp lllp unlimited")
ACRONYMS = _words("bt ee ge gp hp it pc tv uk eu ca kp dx ey ba bp hr cc pr ai ip nu rm sse nhs hm st")

#: Given names; *young*, *grant* and others that are words of business as well are left out.
GIVEN = _words(
    """
    aaron abbie abby abdul abdullah abdullahi abigail abiola abraham abu ada adam adama adebayo adedayo
    adekunle adele adeola adewale adrian aeysha agnes agnieszka ahmad ahmed aidan aileen aisha aishah akin
    akua alan alana alasdair alastair albert alec alejandra alejandro aleksandra alessandra alessandro alex
    alexander alexandra alexandre alfie alfred ali alice alicia alison alistair allan allison ama amanda
    amelia amina amir amit amy ana andre andrea andreas andrei andrew andrzej andy angela angelica angus
    anil anita ann anna anne annette annie anthea anthony antoinette anton antonia antonio archie arthur
    arun asha ashley asif audrey ayesha ayse babatunde barbara barry beatrice becky ben benjamin bernadette
    bernard beth bethany betty beverley bill billy bob bola bolanle brandon brenda brendan brian bridget
    bronwen bruce bryan bryony burak caitlin callum calvin cameron camilla carl carla carlos carly carmen
    carol carole caroline carolyn carrie catherine cathy cecilia celia chantal charlene charles charlie
    charlotte chelsea cheryl chidi chinedu chloe chris christian christina christine christoph christopher
    ciara claire clara clare claudia clifford clive colette colin colleen connor conor craig cyril daisy dan
    daniel daniela danielle danny daphne darren dave david dawn dean debbie deborah debra declan deirdre
    delroy denise dennis derek desmond diana diane diego dimitrios dominic dominique donald donna doreen
    doris dorothy douglas duncan dylan eamonn ebony eddie edith edmund eduardo edward edwin eileen elaine
    eleanor elena eli elias elisabeth elizabeth ella ellen ellie elliot elsie emeka emily emma emmanuel
    enrique eric erica erin ernest esme esther ethan ethel eugene eva evan eve evelyn ewa ewan faisal faith
    farah farhan fatima fatma fatou faye felicity felix femi fernando fiona florence folake frances
    francesca francis francisco frank fred freddie frederick freya gabriel gabriela gabriella gail gareth
    gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine gerard gillian gina giovanni
    giulia giuseppe gladys glen glenn gloria glyn godfrey gordon grace graeme graham greg gregory grzegorz
    guy gwen habib hamish hamza hana hanna hannah hardeep harold harriet harry harvey hasan hassan hayley
    hazel heather hector heidi helen helena henry herbert hilary hilda howard hugh hugo husain hussain
    hussein ian ibrahim ibukun ifeoma imran ines ingrid irene irina iris isaac isabel isabella isabelle
    ismail ivan ivy jack jackie jacob jacqueline jacqui jade jake jamal james jamie jan jane janet janice
    janine jared jasmin jasmine jason jay jayne jean jeanette jeff jeffrey jemma jennifer jenny jeremy
    jerome jesse jessica jill jim jo joan joanna joanne jodie joe joel johanna john johnny jon jonathan
    jonathon jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy julia julian julie
    juliet june justin justine kabir kamal karen karim karl katarzyna kate katharine katherine kathleen
    kathryn kathy katie katrina katy kay kayleigh keith kelly ken kenneth kerry kevin khadija khalid khan
    kieran kieron kim kimberley kirsten kirsty krishna kristina krzysztof kumar kwabena kwame kyle lakshmi
    lara larry laura lauren laurence lawrence leah leanne lee leigh lena leo leon leonard leroy lesley
    leslie lewis liam lilian lilly lily linda lindsay lindsey lisa liz lloyd lola lorna lorraine louis
    louisa louise luca lucas lucia lucinda lucy luis luke lydia lynda lynn lynne lynsey mabel maciej
    madeleine magdalena mahmood mahmoud malcolm malgorzata mandy manjit manoj manuel marc marcel marcia
    marcin marco marcus margaret margarita maria marian marie marilyn mario marion marjorie mark marlene
    marta martha martin martina martyn mary maryam mateusz mathew matilda matt matthew maureen maurice mavis
    max maxine megan mehmet mei melanie melissa mercy meryem mia michael michal michele michelle miguel mike
    mildred milly miriam mitchell mo modupe mohamed mohammad mohammed mohamud moira molly mona monica monika
    morgan moses muhammad muhammed muriel mustafa myra nadia nadine nancy naomi narinder natalia natalie
    natasha nathan nathaniel navdeep neal neil nelson ngozi niall nichola nicholas nick nicky nicola nicole
    nigel nikita nikki nikolaos nina noah noel nora noreen norma norman obinna olayinka olga oliver olivia
    olu olufemi oluwaseun omar omolara orla oscar osman owen pablo pamela paola paolo parminder pascal
    patience patricia patrick paul paula pauline pavel pawel pearl pedro peggy penelope penny peter petra
    phil philip phillip phoebe phyllis pierre piotr polly precious priscilla priya priyanka prudence rachael
    rachel rafael raj rajesh rakesh ralph ramesh ramon raquel rashid raul ravi ray raymond rebecca reece
    reginald rehana renee reuben rhiannon rhys ricardo richard rick rita rob robert roberta roberto robin
    rodney roger roland ron ronald ronnie rosa rosalind rosanna rosario rosemary rosie roxanne roy ruby
    rukhsana rupert russell ruth ryan sabrina sade sadia saeed sahra sally salma sam samantha samina samuel
    sana sandeep sandra sanjay sara sarah sasha satnam saul scott sean sebastian selina serena sergio
    shabana shahid shane shanice sharon shaun sheila shelley shirley shona sian silvia simon simone sinead
    siobhan sofia sonia sophia sophie stacey stanley stefan stefano stella stephanie stephen steve steven
    stewart stuart sue sukhdev suleiman sunil sunita suresh susan susanna susannah susie suzanne sven
    svetlana sydney sylvia tamara tania tanya tara tariq tayo ted terence teresa terry tess thelma theo
    theodore theresa thomas tim timothy tina tobias toby tom tomasz toni tony tracey tracy travis trevor
    tristan tunde tyler uche ursula usha valerie vanessa vera veronica vicky victor victoria vijay vikram
    vincent viola violet virginia vivian vivien vivienne vladimir walter wanda warren wayne wendy wilfred
    william winifred winston xavier yasmin yasmine yetunde yolanda yosef yousef yuki yusuf yvette yvonne zac
    zach zainab zara zeynep zoe zofia
    """
)

#: What somebody does who works under their own name: *Jane Example Photography* is a person.
TRADES = _words(
    """
    art artist arts barrister cab cabs carpenter carpentry catering childminder childminding cleaning coach
    coaching consultancy consultant consulting counselling counsellor decorating decorator decorators design
    designer designs driver driving drumming editing editor electrician gardener gardening handyman
    illustration illustrations interpreter interpreting music musician osteopath photographer photographs
    photography physiotherapy pilates plumber plumbing psychologist psychology psychotherapy solicitor taxi
    taxis therapist therapy trainer training translation translations tuition tutor tutoring writer writing
    yoga
    """
)

#: Words of organisations that are surnames too: *Rhys Green* and *J Ward* are people, *Green Homes* is none.
SURNAMES = _words(
    """
    baker banks bath bell best bird blackburn bridge bright brooks brown bush carpenter cash chambers chance
    chapel child childs christian church clay close coal company contractor cook cotton court critchlow
    crook cross daily darling day deal dean dear doctor drew duke east english fair farmer field fish fisher
    fletcher flood flowers ford forest fox french friend garden gardener gates gill glass gold goodman goss
    grace grant green hall hand hands hart hay head heard heath hill holiday holt hood hooper hope house
    hunt ice ivory joiner joy judge just key keys king kitchen knight lake lamb land lane last law lea light
    little lock lodge london long lord love luck major mall manners marine market marsh mason may mayor mead
    miles mills moon moor moss nest new night noble north oak old page painter parish park parks parsons
    peace pepper person pike pitt pool poole pope post potter power price pride priest prince prior proctor
    pulling quick ray read reed reid rice rich river rivers roads rock rose ross round row rowe royal
    rutland saint sales sanders scotland scout scouts seal seven sharp shepherd shore short silver singer
    small smart smith snow south spark sparks speed speight spring squire star steel stone street stubbs
    summer summers sunday sutherland swift taylor temple thorn tower towers town townsend tree true turner
    wake walker wall wallis walls ward warden water waters way weaver webb wells west wheeler white wild
    winter wise wood woods wool worker worth york young zone
    """
)

_TOO_PERSONAL = _words(
    """
    barnet bolton bradford brent burnley bury carlisle charity chelsea chester christian darlington derby
    devon dudley durham ealing england france germany hastings hereford hill hope india ireland italy kent
    kingston lancaster lincoln marine mason milton newton norman oldham peace perth poland preston reading
    scotland son spain stafford stirling stockton stoke sutton wales warwick washington wells winchester
    windsor wood york young
    """
)
ORGANISATION = (DESCRIPTIVE | DIRECTIONS | FILLING | PLACES) - _TOO_PERSONAL | (
    _words(
        """
    abbey abbeyfield academies access accommodation accountants accounting ace action activities activity
    adobe adoption adult adults adventure advertising advisory advocacy advocates aerial against age aid air
    alarm alarms all alliance amazon ambulance americas anti apple aqua arboricultural arena argos arms army
    asbestos asda assembly assessment asset assets athletic attic auctions audio audit autism autistic auto
    automotive awards baby bakery bank banking baptist barclays bathroom baths be beauty beds behaviour
    benefits bespoke best beyond bicycle bids biffa big bikes bins blinds blue board boards body boilers
    bookings books bookshop borough boroughs box boys brand brass breakfast brewery bricks bridge bright
    broadband broadcasting brokers bros brothers budget build buildbase builders bupa bureau bus buses
    business cabinet cafe cambridge camera camp campaign campaigns camps campus canal canon capita capital
    car card cards caring carpets cars cartridge casting catalogue catalyst cathedral catholic cctv cell
    cemetery centers central certification chain challenge chamber chambers champions chapel charities
    charter chartered chef chemicals chemist child childhood childrens choice choir church churches cinema
    circle circus citizen citizens city civic civil clean cleaners clear clerk click climate clinic clinical
    clothing coaches coal coffee coll collection collections collective college colleges colour commission
    commissioner committee common commons communities compact companies complete components comprehensive
    computers computing concept concepts concern concrete conference conferences connect connected
    connection connections conservation conservatoire consortium construct constructions contact
    contemporary contract contractors contracts control controls convent conversion coop cooperative copiers
    core corp corps council councils counties county couriers court courts crafts creations creche credit
    cremation crematorium crew cricket crime crisis crossroads cultural culture customer customs cycle
    cycles cycling dairies dairy dance day deaf debt dell dementia demolition dental dentists depot
    designers destination detectives developers developments diabetes dialogue diocesan diocese directions
    disabilities disability disabled discount discovery discs display distributors district diversity dock
    docklands doctors documents dogs domestic door doors drainage drama dream dreams drinks drugs duct
    dynamics early earth eco ecology economics economy editions educational elders elect elections electoral
    electric electricity electronic electronics elephant elite embassy emergency employers employment
    empower empowerment enforcement engage engineers english enterprises entertainments equal equality
    essential esso estate estates estuary ethical ethnic evangelical event everyone examinations excellence
    exchange executives exhibition exhibitions exhibits expert experts explorers express extra eye fabric
    fabrications facilities factory families farm farms fashion federation fence fencing ferry festival
    festivals fiber fibre film films filter finance fire first fish fitness fix fixings flags flat fleet
    flights floor flooring floors florist flowers focus food foods foot football force ford forest forum
    fostering foundations fox frames framework free freehold freight friends frontier fuel fuels fun funding
    funeral funerals furnishing furnishings furniture futures gallery games garage garages garden gardens
    gas gateway general generation gifts girls glass glazing globe gold golf goods google gospel gov
    government grand grants graphic graphics gravel great green greener grounds groundwork growers growth
    guarding guide guides gym habitat hall harbour hardware haulage haven headway healing hearing heart heat
    heights help helping heritage hewlett high highways hindu historic history hmrc hobby holdings holiday
    holidays holy homecare homeless homelessness homelink horizon horizons hospice hospital hospitality
    hospitals hostel hostels hotel hotels hours hsbc hub human humans hydraulic hygiene ice ideas ikea image
    images imaging impact imperial inclusion inclusive independence independent industries infant infants
    information initiative initiatives inn innovation innovations innovative insight insights inspection
    inspections inspire institution institutional instruments insulation insurers intelligence intelligent
    inter interactive interchange interior interiors interserve intervention investment investments irish
    iron islamic island jazz jewish job jobs join joinery joint journal journeys junction junior juniors
    just justice key keys kick kids kitchen kitchens knowledge konica lab labels labour lake land landmark
    landscape landscapes landscaping language languages laundry lawn laws lea leadership leaf league learn
    leasing leisure lenovo lesbian letting lettings libraries library licence licensing lift lifts light
    lighting lights line linen linguists link links lion lions literacy literary live living lloyds loan
    local location locks locksmiths lodge lodges london long loss lottery lunch machine machinery machines
    magazine magistrates mail mailing mailroom mall managed manager managers manor manpower manufacturing
    map mapping maps maritime market markets masonry masters matrix meals means meat mechanical mediation
    medicine medicines meeting meetings mencap mental mentoring mercury messenger metal metals meter
    metering methodist metro metropolitan microsoft migrant mind mini minibus ministries ministry minority
    mission mobile mobility modern modular money monitoring montessori moorings more morning mortgage mosque
    motor motors move movement movers moves moving multi multicultural multimedia museum museums muslim
    mutual my nation national nationwide natural nature natwest navigator neighbourhood neighbourhoods nest
    net networks neuro new news newspaper newspapers next nhs nights nonstop notaries nspcc nurseries
    nursery nurses nutrition oak oasis observatory occupational ocean offender offenders office officer
    offices oil old older olympia olympic one online open opera operations operatives opportunities
    opportunity optical opticians oracle orchestra organic organisations organization osteopathic outdoor
    outdoors outlook outreach outsourcing over packaging packard packing paediatric paint painters painting
    paints panel paper parade parcel parenting parents parish park parking parks parliament partners parts
    pass passenger passport past path pathway pathways pavement pay payments payroll peers penguin pension
    pensions performing personnel pest pet petroleum pets pharmacies pharmacy philharmonic phoenix phone
    phones photo photos physical pianos pictures pipe pizza place placements places plan planet planning
    plans plant plants plastics play players playground playgrounds playgroup plaza plus pod point police
    policy political polling pool pools post postal postgraduate poverty power practice practices
    practitioners pre precision premier premises preschool presentations press prevention primary princes
    principal print printers printing priory prison prisons private pro probate probation process
    procurement produce producers productions products professionals programme programmes progress project
    projects promotion promotions properties proprietors protect protection provision psychiatric
    psychological pub public publications publishers pumps pupil pupils purchase purchasing pure quality
    quantity quarry quarter quays queens race racial radio rail railway railways rainbow range rapid reach
    reaction read ready real reality records recovery recreation recruit recycle reed referral referrals
    reform refrigeration refuge refugee refugees refund refurbishment regal regeneration regent region
    regional register registers registration regulator rehab rehabilitation relate relations relief removal
    removals renewable renewables renovations rent rental rentals repairs reporters republic rescue reserve
    residences resolution resource resources respite response rest restaurant restaurants restoration retail
    retirement revenue revenues review ricoh ride riding rights ring rise river riverside rnib road roads
    rock roof roofing roofs room rooms rotary round route routes row royal rspca rubber rugby runners safe
    safeguarding safer sainsbury sainsburys sales salvation samaritans sanctuary sand sanitary santander
    satellite save savings scaffold scaffolding scene scheme schemes schools science sciences scientific
    scope scout scouts screen sea seal search seating sec second secondary secretariat secretary secure
    securities self seminars senior seniors sense sensory serco service services servicing settlement seven
    severn sewage shell shelter sheltered shelving ship shipping shop shopping shops show shows shredding
    shutters sight sign signage signal signs sikh silver sir site sites six sixth skill skills skip skips
    sky small smart smile socialist society sofa soft soil solar solicitors solution sons sound sounds
    source space spaces spark special specialists specialty spectrum speech sport sporting sports spring
    springs square stadium staff stage stair standard standards star stars start state station stationary
    stationers stationery statistics steel steps sticks stock stone storage store stores stories strategic
    strategies strategy stream street streets strength stroke structural structures student students studies
    studios study sub submarine suffering suite suites summer summit sun sunrise supermarket supermarkets
    suppliers supplies supply supported surface surfacing surgeries surgery surgical surveillance survey
    surveyors surveys survivors sustain sustainability sustainable swim swimming synagogue synergy systems
    tables tactical talent talk talking tank tap target task tax teacher teachers teaching team teams tech
    technical technique technologies technologist technology telecare telecoms telephone telephones
    television temple temporary ten tenancy tenders tennis tents terminal terrace tesco test testing text
    textiles tfl thames theatre theatres theatrical therapeutic therapies thinking third three through
    tickets tiles timber time times toilet toilets tool tools top total touch tour tourism tours tower
    towers town towns toys track tracks trade traders trades trading tradition traffic trail trailers trains
    transformation transit transitional transplant transportation traveller travellers treasury treatment
    tree trees tribunal trips truck trucks trustees trusts turf twin two tyre tyres underground underwriters
    uniform uniforms union unions unique unison unit unite united units unity universal universities
    unlimited up updates upholstery urban used users utilities vacuum valuation valuations value valuers van
    vans vat vehicle vehicles vending ventilation venture ventures venue venues veolia veterinary via victim
    victims video view views village villages vintage virgin visa vision visions visit visual vital
    vocational vodafone voice voices voluntary volunteering volunteers wake walks wall walls ward wardens
    warehouse warm washing watch water waters waterside waterways way ways we wealth wear weather web
    website weddings weekly welding welfare wellbeing wellness wheel wheels which wholesale wholesalers wide
    wild wildlife wind window windows wine wireless wise woman women womens woodland wool words work workers
    working works workshop workshops workspace workwear world worldwide worship xerox ymca youth ywca zone
    zones zoo zurich
    """
    )
)
