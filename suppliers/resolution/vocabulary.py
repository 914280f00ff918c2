"""What is known of words before any book of names is read (R10). Pure data.

The counts are of different real names, out of ``COUNTED``, in public notices, payments and registers. They
keep a small book from taking *services* for a rare word because only one of its names has it.
"""

#: How many different names the counts below are of.
COUNTED = 8_600


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COUNTED_WORDS = """
and 640 service 553 care 422 group 277 of 204 trust 167 school 165 solution 170 london 142 medical 119
healthcare 117 community 112 centre 106 management 94 construction 87 consulting 86 health 85 council 79
home 115 foundation 77 for 76 nhs 75 support 70 partnership 69 pharmacy 69 international 64 training 62 st 61
associate 60 primary 60 system 66 building 60 energy 54 children 80 surgery 52 association 59 university 52
engineering 51 travel 50 north 50 college 49 east 49 media 49 city 48 coach 67 business 47 practice 47
borough 80 hire 46 west 45 consultant 44 housing 43 a 43 education 43 security 42 house 42 consultancy 39
development 47 south 37 academy 36 contractor 35 property 42 europe 34 partner 34 taxi 41 scotland 33
recruitment 33 pharma 32 environmental 32 global 32 royal 32 john 32 project 46 design 32 supply 40 club 31
catering 31 park 31 learning 30 in 30 people 37 network 37 pharmaceutical 36 social 28 transport 28 green 28
sport 34 son 44 j 27 electrical 26 first 26 living 26 product 26 norfolk 25 society 25 new 25 parish 25
technology 48 trading 24 maintenance 24 british 24 direct 24 e 24 c 24 hill 23 central 23 event 37 young 23
software 23 institute 23 high 22 office 22 residential 22 m 22 to 22 ireland 21 contract 39 fire 21 art 35
barrister 20 car 30 agency 20 day 20 homecare 20 solicitor 20 region 19 recycling 19 creative 19 facility 19
brown 19 cleaning 18 safety 18 england 18 family 18 architect 18 town 18 david 18 communication 18 life 17
childcare 17 public 17 action 17 enterprise 32 plant 17 research 17 national 17 s 17 d 17 bus 17 power 17
smith 16 united 16 infrastructure 16 youth 16 child 16 james 16 county 16 holding 16 taylor 16 specialist 16
blue 16 b 16 p 17 builder 15 production 15 hospital 28 waste 15 music 15 it 15 williams 15 information 15
heating 15 insurance 15 hotel 23 on 15 alliance 15 civil 15 digital 15 jones 14 chambers 14 dental 14
commercial 14 district 14 environment 14 dance 14 street 14 abbey 14 plus 14 k 14 red 14 engineer 13
premier 13 access 13 work 22 equipment 13 change 13 total 13 space 13 wood 13 charity 13 link 20 lodge 12
gas 12 contracting 12 lane 12 tree 12 asset 12 corporate 12 real 12 road 12 acorn 12 advanced 12
independent 12 laboratory 12 electoral 11 forest 11 catholic 11 impact 11 valley 11 architecture 11 future 21
one 11 planning 11 data 11 t 11 with 11 local 11 g 11 thomas 11 lift 21 food 17 carer 11 key 12 marketing 10
team 10 mark 10 law 10 girl 10 motor 10 tech 10 devon 10 richard 10 world 10 european 10 compass 10 r 10
garden 10 advice 10 little 10 robert 10 industrial 10 operation 9 alpha 9 live 9 studio 18 urban 9 cab 9
photography 9 andrew 9 open 9 mind 9 nursery 9 apex 9 great 9 private 9 minibus 9 peter 9 technical 9
professional 9 computer 9 hall 9 step 9 at 9 all 9 sound 9 l 9 capital 9 michael 9 build 9 water 9 martin 9
active 9 phoenix 9 distribution 9 forestry 9 leisure 9 gallery 8 play 8 financial 8 allied 8 aid 8 chemist 8
crown 8 good 8 print 8 trinity 8 managed 8 performance 8 roofing 8 department 8 press 8 employment 8
quality 8 forum 8 stephen 8 bank 8 aspire 8 inn 8 account 8 integrated 8 square 8 black 8 government 8
resourcing 8 museum 8 scheme 7 place 7 old 7 complete 7 horizon 7 elite 7 response 7 hub 7 federation 7
division 7 publishing 7 circle 7 nursing 7 court 7 traffic 7 bridge 7 age 7 risk 7 oak 7 ambulance 7 express 7
cross 7 tower 7 caring 7 fund 7 utility 7 theatre 7 white 7 entertainment 7 rail 7 vision 7 sign 6 clinical 6
compliance 6 film 6 church 6 earth 6 together 6 wellbeing 6 repair 6 market 6 nationwide 6 lighting 6 skill 6
"""

#: How many of the counted names have a word, plural and singular together.
COUNTS = {
    word: int(count)
    for word, count in zip(_COUNTED_WORDS.split()[::2], _COUNTED_WORDS.split()[1::2], strict=True)
}

#: Small words, which say nothing.
SMALL = _words("and of for in on at to with by the a an")

#: Words with which a company's name is filled up, and which tell hardly any supplier from another.
FILLING = _words(
    """
    service group solution holding company international global europe european worldwide enterprise
    enterprises trading corporate corporation associate partner partnership uk british
    limited plc llp cic ltd inc organisation
    """
)

#: Words that say what somebody does or how it is set up, not who it is.
DESCRIPTIVE = _words(
    """
    management consulting consultancy consultant support training
    system building energy construction engineering travel media business practice hire housing education
    security development contractor property recruitment environmental design supply catering learning
    network transport electrical product maintenance direct technology event software residential
    contract agency facility cleaning safety communication research specialist builder production
    information heating insurance commercial environment equipment contracting asset advanced
    laboratory architecture architect planning data marketing law tech advice industrial operation
    photography professional computer distribution financial managed employment integrated publishing
    performance utility compliance repair digital creative project medical healthcare care health community
    centre school trust foundation association society institute college academy university charity council
    home childcare homecare child children engineer solicitor interim executive
    legal music art studio technical infrastructure nursing clinical social family charitable
    department authority federation recycling waste surveying surveyor logistics analytics cloud
    telecom telecommunication hosting staffing resourcing printing print fund club club trustee people young
    """
)

#: Points of the compass and what they make of a region.
DIRECTIONS = _words(
    """
    north south east west northern southern eastern western northeast northwest southeast southwest ne nw se
    sw upper lower inner outer central mid midland midlands
    """
)

#: Towns, counties, countries and boroughs that tell one branch from another.
PLACES = _words(
    """
    london england scotland wales ireland britain europe africa asia america india china france germany spain
    italy poland australia canada usa
    barking dagenham barnet bexley brent bromley camden croydon ealing enfield greenwich hackney hammersmith
    fulham haringey harrow havering hillingdon hounslow islington kensington chelsea kingston lambeth lewisham
    merton newham redbridge richmond southwark sutton tower hamlets waltham wandsworth westminster
    bath bedford bedfordshire berkshire birmingham blackburn blackpool bolton bournemouth bradford brighton
    bristol buckinghamshire burnley bury cambridge cambridgeshire cardiff carlisle cheltenham cheshire chester
    colchester cornwall coventry cumbria darlington derby derbyshire devon doncaster dorset dover dudley
    durham eastbourne edinburgh essex exeter glasgow gloucester gloucestershire grimsby guildford halifax
    hampshire harlow harrogate hartlepool hastings hereford herefordshire hertfordshire huddersfield hull
    ipswich kent lancashire lancaster leeds leicester leicestershire lichfield lincoln lincolnshire liverpool
    luton maidstone manchester middlesbrough middlesex newcastle newport norfolk northampton northamptonshire
    northumberland norwich nottingham nottinghamshire oldham oxford oxfordshire peterborough plymouth poole
    portsmouth preston reading rochdale rotherham rutland salford salisbury scarborough sheffield shropshire
    slough solihull somerset southampton southend staffordshire stevenage stockport stockton stoke suffolk
    sunderland surrey sussex swansea swindon telford torquay wakefield walsall warrington warwick warwickshire
    watford wigan wiltshire winchester windsor woking wolverhampton worcester worcestershire worthing york
    yorkshire aberdeen belfast dublin dundee fife inverness perth stirling highland anglia thames
    croyden brixton stratford woolwich wimbledon tottenham peckham uxbridge romford ilford wembley
    """
)

#: Numbers written out.
NUMBERS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve first second third fourth fifth ii iii iv
    vi vii viii ix xi xii
    """
)

#: Short forms that registers use again and again, written out.
ABBREVIATIONS = {
    short: tuple(long.split("_"))
    for short, _, long in (
        pair.partition("=")
        for pair in _words(
            """
            svc=service svcs=service serv=service srv=service srvs=service servs=service
            mgmt=management mgt=management mngmt=management mngmnt=management mgmnt=management
            assoc=association assocs=associate assn=association ass=association dept=department
            dep=department intl=international int=international tech=technology techs=technology
            eng=engineering env=environment envir=environment dev=development devt=development
            grp=group gp=group sol=solution sols=solution soln=solution solns=solution sys=system
            cons=consulting const=construction constr=construction comm=communication
            comms=communication consult=consulting info=information inst=institute univ=university
            uni=university coll=college govt=government gov=government natl=national nat=national
            bldg=building bldgs=building prop=property props=property pship=partnership
            ptnrs=partner ptnr=partner mkt=market mktg=marketing edu=education educ=education
            fdn=foundation fndn=foundation found=foundation soc=society ctr=centre cntr=centre
            center=centre emerg=emergency auth=authority hldgs=holding hldg=holding bros=brother
            maint=maintenance elec=electrical dist=distribution distri=distribution
            telecoms=telecommunication tel=telecommunication recruit=recruitment
            admin=administration corp=corporation equip=equipment prof=professional
            envtl=environmental dir=director adv=advisory prog=programme sch=school hosp=hospital
            comp=computer comps=computer supp=support childcare=child_care healthcare=health_care
            homecare=home_care daycare=day_care carehome=care_home carehomes=care_home
            northwest=north_west northeast=north_east southwest=south_west southeast=south_east
            saint=st
            """
        )
    )
}

#: Initials that stand for two words inside a longer name.
CONTRACTIONS = {
    "lb": ("london", "borough"),
    "rb": ("royal", "borough"),
    "bc": ("borough", "council"),
    "cc": ("county", "council"),
    "dc": ("district", "council"),
    "ha": ("housing", "association"),
}
