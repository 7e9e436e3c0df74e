const words = (text: string) =>
  text
    .trim()
    .split(/\s*[;\n]\s*/)
    .join("|");
const rule = (text: string) => new RegExp(`\\b(?:${words(text)})\\b`);
const phrases = (text: string) => new RegExp(`\\b(?:${words(text)})\\b`, "g");

/**
 * Phrases in which a word of rank is none: a business partner owns nothing, a product owner neither, and who leads a
 * project manages work, not people. Taken out before anything is looked for.
 */
export const NO_RANK = phrases(`
  (?:hr |people |talent |finance |it )?business partner(?: manager)?
  (?:channel|alliance|technology|solution|implementation|agency|strategic|key) partner(?:s|ships?)?
  partner (?:manager|success|marketing|sales|account|development|enablement|relations|engineer|solutions?)\\w*
  (?:product|process|system|service|application|data|platform|proxy product|content|asset|scrum|technical product) owner
  produkt ?owner
  (?:account|sales|marketing|customer service|legal|recruitment|business development|media|advertising|telesales|events?) executive
  executive (?:search|pa|producer|coach|coaching|support|recruit\\w*|housekeep\\w*|protection|education|briefing)
  director of photography ; lead generat\\w* ; leads? (?:qualification|management|nurturing)
  head ?hunt\\w*
  student (?:affairs|services?|success|recruitment|support|advis\\w*|counsell?or|counsell?ing|housing|admissions?|life|engagement|experience|relations)
  graduate (?:school|recruitment|admissions?|program\\w* (?:manager|director|coordinator))
  (?:school|university|campus|early) talent ; intern(?:al|e|er|es|en|ational\\w*) ; internship program\\w*
  chef de (?:projets?|produits?|publicite|rang|partie|bord|gare|secteur|mission)
  cheff?e? de (?:projets?|produits?)
  (?:jef[ea]|lider|gerente|director[a]?|coordinador[a]?|responsable|encargad[oa]) de (?:proyectos?|productos?|cuentas?)
  (?:gerente|lider|chefe|coordenador[a]?|gestor[a]?) de (?:projetos?|produtos?|contas?) ; capo ?progetto
  responsabile (?:di )?progetto ; project ?(?:leider|leiders|leidster)
  (?:teil)?projekt ?(?:leiter(?:in)?|leitung|ledare|leder) ; (?:prosjekt|prosjekts) ?leder
  kierowni[ck]\\w* projekt\\w*
  staff (?:nurse|accountant|assistant|writer|member|officer|sergeant|attorney|pharmacist|physician|photographer|reporter|augmentation|training|development|scheduler)
  (?:support|office|wait|bar|kitchen|nursing|bank|medical|teaching|sales|ground|field|clerical|admin\\w*|hotel|event|temp\\w*) staff
  (?:senior|principal) citizens? ; (?:single point of|point of) contact
`);

/** Those who learn a trade, help in it or have just left school. */
export const JUNIOR = rule(`
  junior(?:e|es|s|in)? ; jr ; interns? ; internship ; trainees? ; apprentice\\w* ; graduates? ; new grad
  entry level ; early career ; students? ; undergraduate ; cadet ; beginner ; pupil ; articled clerk
  assistants? ; helpers? ; aushilf\\w* ; \\w*aushilfen? ; \\w*hilfskraft ; hiwi ; werkstuden\\w*
  werkstudier\\w* ; \\w*studenten? ; \\w*studentin ; doktorand\\w* ; phd (?:candidate|student)
  \\w*praktikan\\w* ; praktikum ; pflichtprakti\\w* ; \\w*volontar\\w* ; auszubildende\\w* ; azubi\\w*
  in ausbildung ; ausbildung (?:zu\\w*|als) ; \\w*referendar\\w* ; \\w*anwarter\\w* ; lehrling\\w*
  lernende\\w* ; berufseinsteiger\\w* ; absolvent\\w* ; \\w*assisten[tz](?:in|innen)? ; stagiaires?
  stage(?! (?:manager|hand|director|crew|design\\w*|technician)) ; alternan\\w* ; en alternance
  apprenti\\w* ; etudiant\\w* ; debutante? ; assistant\\w* ; becari[oa]s? ; practicante\\w* ; en practicas
  pasante\\w* ; aprendi[zc]\\w* ; auxiliar\\w* ; ayudante\\w* ; asistente\\w* ; estudiante\\w*
  recien (?:graduad|egresad|titulad)\\w* ; estagiari\\w* ; estagio ; assistente\\w* ; ajudante\\w*
  estudante\\w* ; jovem aprendiz ; stagist\\w* ; tirocin\\w* ; apprendist\\w* ; praticante
  neolaureat\\w* ; studente\\w* ; aiuto\\w* ; stagiair\\w* ; \\w*leerling ; assistente?
  \\w*assistent\\w* ; larling\\w* ; laerling\\w* ; elev ; praktikant\\w* ; \\w*medhjaelper
  \\w*medhjalper ; studentermedhj\\w* ; sommarjobb\\w* ; sommerjobb\\w* ; stazyst\\w* ; praktykant\\w*
  asystent\\w* ; mlodsz\\w* ; pomocni\\w* ; uczen ; uczennica
`);

/** Helpers of rank, who are no beginners. */
export const ASSISTS_AS = rule(`
  assistant (?:director|manager|professor|vice president|principal|controller|dean|general manager|editor|superintendent|attorney|secretary general|chief|store manager|branch manager|team lead\\w*)
  assistent manager
`);

export const EXECUTIVE = rule(`
  chief (?!of (?:section|shift|party)|engineer|accountant|cook|steward|mate|editor|resident|architect)\\w+(?: \\w+){0,3} officer
  chief executive ; chief of staff ; chief \\w+(?: and \\w+)? officer ; c[a-z]o ; ciso ; chro
  executive officer ; presiden[tc]\\w* ; vice ?presiden\\w* ; vicepresiden\\w* ; vice chair\\w*
  co ?founders? ; (?:co ?)?founding (?:partner|member) ; founders? ; co ?owners? ; owners? ; proprietor
  entrepreneur\\w* ; managing (?:director|partner|member|principal) ; general (?:manager|director|partner)
  country (?:manager|director|head|president) ; partners?
  board (?:member|director|of directors|of management) ; member of the board
  (?:non ?)?executive (?:director|chair\\w*|board|vice president|partner|member)
  chair(?:man|woman|person)? ; directors? ; director general ; secretary general ; geschaftsfuhr\\w*
  \\w*geschaftsfuhrer\\w* ; geschaftsleit\\w* ; geschaftsinhaber\\w* ; gf ; vorstand\\w*
  \\w*vorstand(?:in)? ; aufsichtsrat\\w* ; verwaltungsrat\\w* ; inhaber\\w* ; \\w*inhaber(?:in)?
  eigentumer\\w* ; mitgrunder\\w* ; \\w*grunder(?:in)? ; gesellschafter\\w* ; unternehmer\\w*
  \\w*direktor(?:in)? ; prasident\\w* ; generalbevollmachtigt\\w* ; pdg ; dga? ; daf ; drh ; dsi
  fondat\\w* ; cofondat\\w* ; co ?gerante? ; gerante?s? ; associee?s? ; directeurs? ; directrices?
  proprietaire ; dirigeante? ; fundador\\w* ; cofundador\\w* ; directore?s? ; directora(?:s)?
  subdirector\\w* ; gerente general ; consejer[oa] delegad[oa]
  administrador(?:a)? (?:unic[oa]|delegad[oa]|general|solidari[oa]) ; soci[oa]s? ; socio fundador
  duen[oa] ; propietari[oa] ; empresari[oa] ; diretor\\w* ; gerente geral ; proprietari[oa]
  empreendedor\\w* ; administrador(?:a)? geral ; amministrat\\w* (?:delegat[oa]|unic[oa]) ; titolare
  fondatore ; fondatrice ; direttor\\w* ; direttric\\w* ; imprenditor\\w* ; imprenditric\\w* ; dirigente
  eigenaar ; eigenaresse ; mede ?eigenaar ; oprichter ; medeoprichter ; vennoot ; zaakvoerder ; bestuurder
  bestuurslid ; bestuursvoorzitter ; \\w*directeur ; dga ; ondernemer ; verkstallande direktor ; vd
  \\w*direktor ; (?:med)?grundare ; (?:del)?agare ; styrelse\\w* ; \\w*ordforande ; adm dir\\w* ; stifter
  medstifter ; indehaver ; ejer ; medejer ; eier ; grunder ; daglig leder ; bestyrelses\\w* ; styreleder
  styremedlem ; formand for bestyrelsen ; wlasciciel\\w* ; wspolwlasciciel\\w* ; wspolni\\w*
  zalozyciel\\w* ; wspolzalozyciel\\w* ; prezes\\w* ; wiceprezes\\w* ; czlon\\w* zarzadu ; zarzad
  dyrektor\\w* ; wicedyrektor\\w*
`);

export const SENIOR = rule(`
  senior(?:e|es|is)? ; sr ; lead ; leads ; leaders? ; \\w*lead ; principal ; staff ; head ; distinguished
  architects? ; \\w*architekt\\w* ; architecte?s? ; arquitect[oa] ; architett[oa] ; arquitet[oa]
  \\w*arkitekt\\w* ; experte?n? ; expertin ; professor\\w* ; dean ; supervis\\w* ; superintendent\\w*
  foreman ; forewoman ; foreperson ; captain ; chief
  (?:team|people|group|department|departmental|section|division|crew|shift|line|unit|branch|store|shop|plant|site|regional|region|area|district|zone|cluster|territory|depot|restaurant|hotel|hub|factory|warehouse|practice|engineering|nursing|ward|duty) manager
  manager of managers ; matron ; executive chef ; head ?chef ; sous ?chef ; art director ; managing editor
  editor in chief ; leiter(?:in)? ; \\w*leiter(?:in)? ; \\w*leitung ; leitende\\w* ; fuhrungskraft
  \\w+chef(?:in)? ; chefin ; \\w*meister(?:in)? ; vorarbeiter\\w* ; polier\\w* ; prokurist\\w*
  vorgesetzte\\w* ; \\w*referatsleit\\w* ; oberarzt\\w* ; oberarztin ; responsables?
  chef(?:fe)?s? d(?:e|es|u|[aeiou]\\w+)? ; cheffe
  chef (?:comptable|informatique|infirmi\\w*|economiste|monteur|mecanicien|electricien)
  (?:adjoint|sous) chef ; encadrant\\w* ; contremaitre ; coordinateur general ; confirmee? ; maitre d\\w*
  jef[ea]s? ; subjef[ea] ; encargad[oa]s? ; lider\\w* ; capata[sz] ; gerentes? ; catedratic[oa] ; chefes?
  encarregad[oa]s? ; mestre ; responsabil[ei] ; capo\\w* ; caposquadra ; quadro ; hoofd\\w* ; \\w*hoofd
  \\w*leider ; \\w*leidster ; leidinggevende\\w* ; ploegbaas ; voorman ; \\w+chef ; \\w*ledare
  forestandare ; forman ; formann ; \\w*leder ; \\w*sjef ; avdelingsleder ; afdelingsleder ; formand
  vaerkforer ; kierowni\\w* ; starsz\\w* ; glown\\w* ; brygadzist\\w* ; nadzor\\w* ; naczelni\\w*
  mistrz\\w*
`);

/** Words that end like a leader's and lead nobody. */
export const LEADS_NOBODY = phrases(`
  (?:reise|fremden|stadt|berg|wander)(?:leiter|fuhrer)(?:in)? ; halbleiter\\w*
  (?:haus|hallen|bade|platz|schul|platten|schwimm|rettungs)meister(?:in)? ; \\w*(?:blit|warme|strom)leiter
  line cook chef ; commis(?: de)? (?:chef|cuisine) ; demi chef ; chef de partie ; personal chef
  pastry chef ; pizza ?chef ; misleader
`);
