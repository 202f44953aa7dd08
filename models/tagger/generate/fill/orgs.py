"""Organisations composed from many patterns; company, short name, acronym and domain of one reference agree."""

from .data import sections
from .people import Person, plain
from .places import Place

PATTERNS = {
    "school": {
        "en": ["{place} High School", "{place} Primary School", "University of {place}", "{place} University", "{saint} College", "{saint} Catholic Primary School", "{place} Academy",
               "{last} Elementary", "{last} Middle School", "{place} Community College", "{place} State", "{place} Institute of Technology", "{last} School of Nursing", "{noun} Montessori",
               "{place} Grammar", "{last} College", "Little {noun} Nursery", "{place} Polytechnic", "{place} Law School", "U of {place}", "{noun} Preparatory School"],
        "de": ["{last}-Gymnasium", "Grundschule {place}", "Universität {place}", "Hochschule {place}", "Realschule {place}", "TU {place}", "Kita {noun}", "Gesamtschule {place}", "Berufsschule {place}"],
        "fr": ["Lycée {first} {last}", "Collège {last}", "Université de {place}", "École {saint}", "Institut {last}", "IUT de {place}", "école primaire {last}"],
        "es": ["IES {place}", "Colegio {saint}", "Universidad de {place}", "CEIP {last}", "Instituto {last}", "Universidad Nacional de {place}", "Escuela {last}"],
        "it": ["Liceo {last}", "Istituto {saint}", "Università di {place}", "Scuola {last}", "Politecnico di {place}", "I.C. {last}", "asilo {noun}"],
    },
    "hospital": {
        "en": ["{saint} Hospital", "{place} General Hospital", "{place} General", "{last} Medical Center", "{place} Royal Infirmary", "{last} Clinic", "{noun} Dental Care", "{place} Family Practice",
               "{noun} Surgery", "{saint} Hospice", "{place} Children's Hospital", "{noun} Health Centre", "{noun} Fertility Clinic", "{place} Memorial", "{noun} House Care Home", "{noun} Physio", "{place} Medical Group"],
        "de": ["Klinikum {place}", "{saint}-Krankenhaus", "Praxis Dr. {last}", "Universitätsklinikum {place}", "Reha-Klinik {noun}", "MVZ {place}", "Seniorenheim {saint}", "Gemeinschaftspraxis {last}"],
        "fr": ["CHU de {place}", "Hôpital {saint}", "Clinique {saint}", "Centre hospitalier de {place}", "EHPAD {noun}", "cabinet du Dr {last}", "clinique du {noun}", "hôpital de {place}"],
        "es": ["Hospital {saint}", "Hospital General de {place}", "Clínica {last}", "Centro de Salud {place}", "Hospital Universitario de {place}", "Residencia {saint}", "Clínica Dental {last}"],
        "it": ["Ospedale {saint}", "Policlinico di {place}", "Clinica {saint}", "ASL {place}", "Poliambulatorio {noun}", "RSA {saint}", "Studio Medico {last}", "Ospedale di {place}"],
    },
    "authority": {
        "en": ["{place} City Council", "{place} County Court", "{place} Police Department", "{place} Borough Council", "Department of Health of {region}", "{region} Tax Authority", "{place} District Court",
               "Ministry of Justice of {country}", "{country} Immigration Service", "{place} Housing Office", "{region} Court of Appeal", "{place} Probation Service", "{place} Sheriff's Office",
               "{region} Department of Labor", "Embassy of {country}", "Supreme Court of {country}", "{place} Fire and Rescue", "{region} Ombudsman", "Office of the {region} Attorney General", "{place} Magistrates' Court", "{place} Unified School District",
               "the {adj} Ministry of Foreign Affairs", "the {place} Regional Court", "{place} Public Prosecutor's Office", "{adj} Red Crescent", "{place} Zoning Board"],
        "de": ["Amtsgericht {place}", "Finanzamt {place}", "Jobcenter {place}", "Stadt {place}", "Landratsamt {place}", "Landgericht {place}", "Jugendamt {place}", "Agentur für Arbeit {place}", "Standesamt {place}", "Polizeipräsidium {place}", "Staatsanwaltschaft {place}", "Ausländerbehörde {place}"],
        "fr": ["mairie de {place}", "préfecture de {region}", "Tribunal judiciaire de {place}", "CAF de {place}", "CPAM de {place}", "Cour d'appel de {place}", "conseil départemental de {region}", "commissariat de {place}", "rectorat de {place}", "URSSAF de {region}"],
        "es": ["Ayuntamiento de {place}", "Juzgado de Primera Instancia de {place}", "Audiencia Provincial de {place}", "Junta de {region}", "Comisaría de {place}", "Diputación de {place}", "Hacienda de {place}", "Registro Civil de {place}"],
        "it": ["Comune di {place}", "Tribunale di {place}", "Regione {region}", "Questura di {place}", "Agenzia delle Entrate di {place}", "Prefettura di {place}", "INPS di {place}", "Procura di {place}", "Corte d'Appello di {place}"],
    },
    "lawfirm": {
        "en": ["{last} & {last2}", "{last}, {last2} & {last3}", "{last} {last2} LLP", "Law Offices of {first} {last}", "{last} Solicitors", "{last} and Partners", "{last} & Associates", "{last} Legal", "{noun} Chambers", "{last} {last2}"],
        "de": ["Kanzlei {last} & {last2}", "{last} Rechtsanwälte", "{last}, {last2} & Partner", "Notariat {last}", "Rechtsanwaltskanzlei {last}"],
        "fr": ["cabinet {last}", "{last} & Associés", "SCP {last}-{last2}", "étude {last}", "Cabinet {last} {last2}"],
        "es": ["{last} Abogados", "Bufete {last}", "{last} & {last2} Abogados", "Notaría {last}", "Estudio Jurídico {last}"],
        "it": ["Studio Legale {last}", "Studio {last} & {last2}", "Avvocati {last} e Associati", "Studio Notarile {last}"],
    },
    "bank": {
        "en": ["{noun} Bank", "First {place} Credit Union", "{place} Savings Bank", "{last} Private Bank", "{coined} Pay", "Bank of {place}", "{noun} Building Society", "{noun} Financial", "{noun} Mortgage", "{region} Federal Credit Union"],
        "de": ["Sparkasse {place}", "Volksbank {place} eG", "Raiffeisenbank {place}", "{noun} Bank", "Bankhaus {last}"],
        "fr": ["Crédit {noun}", "Banque {last}", "Caisse d'Épargne {region}", "Crédit Mutuel de {place}", "Banque de {place}"],
        "es": ["Banco {noun}", "Caja Rural de {place}", "Banco de {place}", "{coined}bank"],
        "it": ["Banca di {place}", "Cassa di Risparmio di {place}", "Banca Popolare di {place}", "Credito {noun}"],
    },
    "ngo": {
        "en": ["{cause} for {place}", "{cause} Without Borders", "The {last} Foundation", "{cause} Aid", "Friends of {place}", "{place} Food Bank", "{place} {cause} Network", "Save the {cause}", "{noun} Trust", "{cause} First", "{place} Residents' Association",
               "{adj} Association of {cause}", "Society for {cause}", "{place} Tenants Union", "{adj} Workers' Party", "Union of {adj} Teachers"],
        "de": ["{place}er Tafel", "Förderverein {noun}", "{last}-Stiftung", "Caritas {place}", "Mieterverein {place}", "Kleingartenverein {noun}", "Freundeskreis {place}"],
        "fr": ["Association {noun}", "Fondation {last}", "Amis de {place}", "Secours de {place}", "Collectif {noun}"],
        "es": ["Fundación {last}", "Asociación {noun}", "Amigos de {place}", "Cáritas {place}", "ONG {noun}"],
        "it": ["Fondazione {last}", "Associazione {noun}", "Amici di {place}", "Caritas di {place}", "Cooperativa {noun}"],
    },
    "team": {
        "en": ["{place} {animal}", "FC {place}", "{place} FC", "the {animal}", "{noun} {animal}", "{place} Cricket Club", "{place} Rugby", "{noun} Running Club", "the {noun} Choir", "The {noun} {animal}", "Team {noun}", "{place} U14s"],
        "de": ["TSV {place}", "FC {place}", "SV {noun} {place}", "Turnverein {place}", "1. FC {place}", "Chor {noun}"],
        "fr": ["AS {place}", "US {place}", "Olympique de {place}", "Rugby Club de {place}"],
        "es": ["CD {place}", "Real {place}", "Atlético {place}", "Peña {noun}"],
        "it": ["AC {place}", "US {place}", "Polisportiva {noun}", "ASD {place}"],
    },
    "church": {
        "en": ["{saint} Church", "{place} Baptist Church", "First Methodist Church of {place}", "{place} Islamic Centre", "Temple Beth {coined}", "{saint} Parish", "Masjid {coined}", "{noun} Chapel", "{place} Gurdwara", "New {noun} Ministries"],
        "de": ["Pfarrei {saint}", "Kirchengemeinde {place}", "Moschee {place}", "Gemeinde {saint}"],
        "fr": ["paroisse {saint}", "église {saint}", "mosquée de {place}", "synagogue de {place}"],
        "es": ["parroquia de {saint}", "iglesia de {saint}", "mezquita de {place}", "Hermandad de {saint}"],
        "it": ["parrocchia di {saint}", "chiesa di {saint}", "Diocesi di {place}", "moschea di {place}"],
    },
    "shop": {
        "en": ["{last}'s Bakery", "{noun} Café", "The {noun}", "{noun} & {noun2}", "{first}'s", "{noun} Hardware", "{noun} Pharmacy", "{place} Cycles", "{coined} Coffee", "The {noun} and {noun2}", "{last} & Sons", "{first}'s Diner", "Casa {last}", "{noun} Yoga", "Golden {noun}", "Hotel {noun}", "{noun} Inn", "{last} Brothers"],
        "de": ["Bäckerei {last}", "{noun} Apotheke", "Café {noun}", "Autohaus {last}", "Gasthof {noun}", "Hotel {noun}", "Fahrrad {last}", "Metzgerei {last}", "Salon {first}"],
        "fr": ["Boulangerie {last}", "Chez {first}", "Café {noun}", "Pharmacie {last}", "Garage {last}", "Hôtel {noun}", "Le {noun}", "Maison {last}"],
        "es": ["Panadería {last}", "Bar {first}", "Casa {last}", "Farmacia {last}", "Hotel {noun}", "Talleres {last}", "Librería {noun}", "Peluquería {first}"],
        "it": ["Panificio {last}", "Trattoria da {first}", "Farmacia {last}", "Bar {noun}", "Hotel {noun}", "Officina {last}", "Pizzeria {noun}", "Ristorante {last}"],
    },
}  # fmt: skip
COMPANY = ["{coined}", "{coined} {sector}", "{noun} {sector}", "{noun} {sector}", "{last} {sector}", "{last} & {last2}", "{noun}", "{last}", "{place} {sector}", "{acronym}", "{acronym} {sector}", "{camel}", "{noun} & {noun2}",
           "{last} {last2} {sector}", "{coined}.io", "{noun}{noun2l}", "{lowercoined}", "{last} Bros", "{num} {noun}", "{noun} {noun2} {sector}", "{first} {last} {sector}", "{coined} {country}", "{adj} {sector}"]  # fmt: skip
CAMEL = ["{a}{b}", "{a}Hub", "{a}Works", "My{a}", "i{a}", "{a}Tech", "{a}4U", "e{a}", "{a}{b}s", "Re{a}", "{a}X", "{a}ly"]


def coin(rng) -> str:
    lists = sections("orgs.txt")["coined"]
    middle = rng.choice(lists["mid"]) if rng.random() < 0.5 else ""
    return rng.choice(lists["start"]) + middle + rng.choice(lists["end"])


class Org:
    """One organisation; the pattern is drawn by the first variant that is asked for."""

    def __init__(self, rng, lang: str, kind: str, place: Place | None = None):
        self.rng, self.lang = rng, lang
        self.local = lang if lang in PATTERNS["school"] else "en"
        self.kind = kind if kind in PATTERNS else "company"
        self.place = place or Place(rng, lang, 0.75)
        self.legal = ""
        if self.kind == "company":
            self.short = self.compose(rng.choice(COMPANY))
            if rng.random() < 0.55:
                self.legal = rng.choice([w for w in self.legal_forms() if w != "&"])
        else:
            self.short = self.compose(rng.choice(PATTERNS[self.kind][self.local]))
        if rng.random() < 0.04:
            self.short = self.short.upper()
        self.name = f"{self.short}{', ' if self.legal in {'Inc.', 'LLC'} and rng.random() < 0.4 else ' '}{self.legal}".strip()
        self.acronym = self.make_acronym()
        self.domain = self.make_domain()

    def legal_forms(self) -> list[str]:
        forms = sections("orgs.txt")["legal"]
        return forms.get(self.lang, forms["en"]) if self.rng.random() < 0.9 else self.rng.choice(sorted(forms.values()))

    def compose(self, pattern: str) -> str:
        rng, lists = self.rng, sections("orgs.txt")
        people = [Person(rng, self.lang, native_share=0) for _ in range(3)]
        nouns = rng.sample(lists["noun"]["all"], 2)
        place = self.place
        name = rng.choice([place.city, place.city, place.city, place.village, place.region.removeprefix("the ")])
        return pattern.format(
            coined=coin(rng), lowercoined=coin(rng).lower(), noun=nouns[0], noun2=nouns[1], noun2l=nouns[1].lower(),
            sector=rng.choice(lists["sector"].get(self.lang, lists["sector"]["en"])), place=name, region=place.region.removeprefix("the "),
            country=place.country.removeprefix("the "), adj=place.at.adjective, last=people[0].last, last2=people[1].last, last3=people[2].last,
            first=people[0].as_first(), acronym=self.random_acronym(), camel=self.camel(), num=rng.choice(["3", "21", "Seven", "Three", "360", "Two"]),
            saint=rng.choice(lists["saint"].get(self.local, lists["saint"]["en"])), cause=rng.choice(lists["cause"]["en"]), animal=rng.choice(lists["animal"]["en"]),
        )  # fmt: skip

    def camel(self) -> str:
        lists = sections("orgs.txt")["noun"]["all"]
        return self.rng.choice(CAMEL).format(a=self.rng.choice(lists), b=self.rng.choice(lists))

    def random_acronym(self) -> str:
        rng = self.rng
        words = ["SAGE", "HOPE", "CARE", "RISE", "STEP", "ACT", "AIM", "BEAM", "CASE", "DART", "EDGE", "FIRE", "GAIN", "HEAL", "IDEA", "LEAP", "MIND", "NEST", "PACT", "REACH", "SAFE", "TEAM", "UNITE", "WISE"]
        if rng.random() < 0.3:
            return rng.choice(words)
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(rng.choice([2, 3, 3, 3, 4, 5])))

    def make_acronym(self) -> str:
        letters = "".join(word[0] for word in self.short.replace("-", " ").split() if word[0].isupper())
        if len(letters) < 2 or self.rng.random() < 0.25:
            return self.random_acronym()
        return ".".join(letters) + "." if self.rng.random() < 0.08 else letters

    def make_domain(self) -> str:
        stem = "-".join(filter(None, (plain(word) for word in self.short.split()[:3]))) or "office"
        if self.rng.random() < 0.6:
            stem = stem.replace("-", "")
        endings = {"de": ["de"], "fr": ["fr"], "es": ["es", "mx"], "it": ["it"]}.get(self.lang, ["com", "com", "org", "co.uk", "net", "io", "ie", "com.au"])
        return f"{stem[:28]}.{self.rng.choice(endings)}"

    def form(self, variant: str) -> str:
        match variant:
            case "company":
                return self.name
            case "short":
                return self.short
            case "acronym":
                return self.acronym
            case "caps":
                return self.name.upper()
            case "lower":
                return self.short.lower()
            case "department":
                return f"{self.short} {self.rng.choice(['HR', 'Sales', 'Legal', 'IT', 'Oncology', 'Payroll'])}"
        return self.name
