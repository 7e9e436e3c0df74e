import { wordRule } from "./wordRules.js";

/**
 * Phrases in which a word of rank is none: a business partner owns nothing, a product owner neither, an interior
 * architect is no rank, and a secretary of the board is not on it. Taken out before anything is looked for.
 */
export const NO_RANK = wordRule(`
  (?:hr |people |talent |finance |it )?business partner(?: manager)?
  (?:hr|human resources|people|talent|finance|legal|it|delivery|client|customer|sales|growth|recruit\\w*) partner
  (?:channel|alliance|technology|solution|implementation|agency|strategic|key) partner(?:s|ships?)?
  partner (?:manager|success|marketing|sales|account|development|enablement|relations|engineer|solutions?)\\w*
  (?:product|process|system|service|application|data|platform|content|asset|scrum|risk|project|feature|domain) owner
  produkt ?owner ; wlasciciel\\w* produktu
  (?:account|sales|marketing|customer service|legal|recruitment|business development|media|advertising|telesales|events?) executive
  executive (?:search|pa|producer|coach|coaching|support|recruit\\w*|housekeep\\w*|protection|education|briefing)
  director of photography ; lead generat\\w* ; leads? (?:qualification|management|nurturing)
  head ?hunt\\w* ; (?:master|bachelor) of (?:science|arts|engineering|laws|business administration)
  student (?:affairs|services?|success|recruitment|support|advis\\w*|counsell?or|counsell?ing|housing|admissions?|life|engagement|experience|relations)
  graduate (?:school|recruitment|admissions?|program\\w* (?:manager|director|coordinator))
  (?:school|university|campus|early) talent ; intern(?:al|e|er|es|en|ational\\w*) ; internship program\\w*
  (?:assistant|associate|deputy) (?=vice president)
  (?:cheff?e?|coordinat\\w+|responsables?) de (?:projets?|produits?)
  chef de (?:publicite|rang|partie|bord|gare|secteur|mission)
  (?:jef[ea]|gerente|coordinador[a]?|responsable|encargad[oa]) de (?:proyectos?|productos?|cuentas?)
  (?:gerente|chefe|coordenador[a]?|gestor[a]?) de (?:projetos?|produtos?|contas?) ; capo ?progetto
  responsabile (?:di )?progetto ; kierowni[ck]\\w* projekt\\w*
  (?:senior|principal) citizens? ; (?:single point of|point of) contact
  (?:innen|landschafts|garten)architekt\\w* ; (?:inrednings|indretnings|interior|landskaps)arkitekt\\w*
  architecte? dinterieurs? ; interieurarchitect\\w* ; arquitect[oa] de interiores ; architett[oa] dinterni
  (?:interior|landscape) architect ; experte?s? (?:comptable|judiciaire)s?
  assistante?s? (?:sociale?s?|maternelles?|deducation)
  asistente social ; assistente sociale? ; (?:medizin|pharmazeut|biolog|chem)\\w*(?: technisch\\w*)? assistent\\w*
  (?:technisch|physician|dental|medical) assistent\\w* ; physician assistant ; maitre de conferences? ; maitre nageur
  (?:mitarbeit|referent|sekretar|sekretaer|beauftragt|beratung|advis)\\w* (?:\\w+ )?(?:der|des|dem|fur|to|of) (?:the )?(?:\\w+ )?(?:geschaftsfuhr\\w*|geschaftsleit\\w*|vorstand\\w*|direktion|board|ceo|directors?|director general)
  (?:secretar\\w+|secretaire|secretari[oa]|segretari[oa]|secretaresse|sekreterare|sekretark[ai]) (?:to|of|de|du|del|della|di|van|till|til|zarzadu)(?: \\w+)*
  (?:direktions|geschaftsleitungs|geschaftsfuhrungs|vorstands|chef|direktor\\w*)(?:sekretar|referent|buro)\\w*
  adjointe? (?:de|a la|du) direct\\w+ ; attachee? (?:de|a la) direct\\w+ ; (?:adjunt[oa]|apoyo) a (?:la )?direccion
  (?:reise|fremden|stadt|berg|wander|ubungs|jugend|kurs|chor|freizeit)(?:leiter|fuhrer)(?:in)? ; halbleiter\\w*
  \\w*begleit(?:er|erin|ung) ; \\w*anleiter(?:in)? ; \\w*begeleid(?:er|ster) ; (?:praktijk|rij)?opleid(?:er|ster)
  \\w*(?:vej|vei)leder ; (?:reise|rejse)leder ; (?:hand|fritids|program|rese)ledare
  (?:haus|hallen|bade|platz|schul|platten|schwimm|rettungs)meister(?:in)? ; \\w*(?:blit|warme|strom)leiter
  vakt(?:mester|mastare) ; \\w*[mb]?semester ; trimester ; (?:line cook|demi|personal|pastry|pizza|sushi|private) chef
  commis(?: de)? (?:chef|cuisine) ; misleader ; auto ?entrepreneu\\w* ; \\w*vagledare
  gerante? de (?:portefeuilles?|fonds|patrimoine)
  socio (?:sanitari|assistenzial|educativ|cultural|economic|pedagogic)\\w* ; (?:talent )?acquisition partner
  partner\\w* biznesow\\w*
  (?:film|casting|funeral|music|choir) director ; assessor[a]? d[ae] diretoria ; encarregad[oa] (?:de|da|pela) protecao
  vd sekre\\w* ; \\w*(?:bestyrelses|styrelse|styre|chefs?)sekre\\w* ; sekretark[ai] (?:\\w+ )?(?:dyrektor|prezes)\\w*
  (?:reis|verkeers|luchtverkeers)leider ; (?:flyg|kurs|ungdoms)ledare ; (?:flyve|flyge|kurs|ungdoms)leder ; schade ?experts?
  (?:polizei|brand|post)meister(?:in)? ; polisassistent ; overassistent ; (?:rettungs|diat|anasthesie)assistent\\w*
  (?:operations|anasthesie)technische?[rn]? assistent\\w* ; assistente di volo ; assistente de bordo ; auxiliar de vuelo
  intern (?:sa?elger|selger|saljare|revisor|revision|salg|kontroll|kommuni[ck]a[st]|konsulent|accountant|controleur)\\w*
  (?:post|pos) ?(?:doctorant|doutorand)\\w* ; professora? auxiliar ; professora? d[aeo]s? (?!univers|facul)\\w+
  osob starszych
  chef de (?:pub|marques?|marches?|gamme) ; architectes? (?:dinterieur|interieure?) ; architekt\\w* (?:wnetrz|krajobrazu)
`);

/** Said by people who are between jobs, or behind them. */
export const NO_JOB = wordRule(`
  ^(?:unemployed|retired|retiree|pensioner|jobless|looking for|seeking|open to|in transition|job ?seeker|career break)
  ^(?:on parental leave|stay at home|housewife|homemaker|rentner(?:in)?|pensionar(?:in)?|im ruhestand|ruhestand|arbeit(?:s)?suchend|arbeitslos)
  ^(?:auf (?:der )?(?:job)?suche|elternzeit|hausfrau|hausmann|mutterschutz|retraitee?|sans emploi|(?:en )?recherche d?emploi|demandeu\\w+ demploi)
  ^(?:jubilad[oa]|desemplead[oa]|en paro|en busqueda|buscando|pensionat[oa]|disoccupat[oa]|in cerca|aposentad[oa]|reformad[oa]|desempregad[oa])
  ^(?:gepensioneerd|werkzoekend|werkloos|pensionerad|arbetssokande|arbetslos|pensionist|jobsogende|arbeidsledig|arbeidssokende|bezrobotn\\w+|emeryt\\w*)
`);

export const EXECUTIVE = wordRule(`
  chief (?!of (?:section|shift|party)|engineer|accountant|cook|steward|mate|editor|resident|architect)\\w+(?: \\w+){0,3} officer
  chief executive ; chief of staff ; chief \\w+(?: and \\w+)? officer ; c[a-z]o ; ciso ; chro ; v p ; cxo
  executive officer ; presiden[tc]\\w* ; vice ?presiden\\w* ; vicepresiden\\w* ; vice chair\\w*
  co ?founders? ; (?:co ?)?founding (?:partner|member) ; founders? ; co ?owners? ; owners? ; proprietor
  entrepreneur\\w* ; trustees? ; shareholder ; (?<! )(?:md|gm)(?! ) ; gm (?:of|and)
  managing (?:director|partner|member|principal) ; general (?:manager|director|partner)
  country (?:manager|director|head|president) ; partners? ; members? of (?:the )?(?:\\w+ )?(?:board|executive)
  board (?:member|director|of directors|of management) ; (?:advisory|supervisory) board
  (?:non ?)?executive (?:director|chair\\w*|board|committee|vice president|partner|member)
  chair(?:man|woman|person)? ; directors? ; director general ; secretary general
  geschaftsfuhr(?:er|end|ung)\\w* ; \\w*geschaftsfuhrer\\w* ; geschaftsleit(?:er|erin|ung|ungsmitglied\\w*) ; mitglied der gl
  geschaftsinhaber\\w* ; (?:direktions|prasidiums|geschaftsfuhrungs)mitglied ; kommanditist(?:in)?
  (?:ober)?burgermeister(?:in)? ; g?gf ; \\w*vorstand(?:in)?
  vorstands(?:mitglied|vorsitz|chef|sprecher|vorstand)\\w* ; vorstande?s?
  \\w*vorsitzende\\w* ; aufsichtsrat\\w* ; verwaltungsrat\\w* ; beirat\\w* ; inhaber\\w* ; \\w*inhaber(?:in)?
  eigentumer\\w* ; mitgrunder\\w* ; \\w*grunder(?:in)? ; (?:mit|allein)?gesellschafter\\w* ; unternehmer\\w*
  komplementar(?:in)?
  \\w*direktor(?:in)? ; (?:vize)?prasident\\w* ; generalbevollmachtigt\\w* ; pdg ; dga? ; daf ; drh ; dsi
  fondat\\w* ; cofondat\\w* ; co ?gerante?s? ; gerante?s? ; associee?s? ; directeurs? ; directrices?
  proprietaire ; dirigeante?s? ; cheff?es? dentreprises? ; creat\\w+ dentreprises? ; (?:membre du )?conseil dadministration
  comite (?:de direction|executif) ; administrat\\w+ (?:delegue|independante?|generale?) ; mandataire social
  membre du (?:directoire|conseil de surveillance) ; secretaire generale? ; deleguee? generale?
  fundador\\w* ; cofundador\\w* ; directore?s? ; directora(?:s)? ; subdirector\\w* ; emprendedor\\w*
  gerente general ; consejer[oa] ; titular del negocio ; consejer[oa] (?:delegad[oa]|ejecutiv[oa]|independiente)
  miembro del consejo
  administrador(?:a)? (?:unic[oa]|delegad[oa]|general|solidari[oa]) ; soci[oa]s? ; socio fundador
  duen[oa] ; propietari[oa] ; empresari[oa] ; diretor\\w* ; don[oa] ; conselheir[oa] ; gerente geral
  (?:membro|vogal) do conselho ; microempreendedor\\w* ; proprietari[oa]
  empreendedor\\w* ; administrador(?:a)? (?:geral|executiv[oa]) ; amministrat\\w* (?:delegat[oa]|unic[oa])
  amministrat(?:ore|rice)(?! (?:di|de|reti|rete|sistem|data|it|condomini)) ; (?:con)?titolar[ei]
  (?<! )ad(?! )
  fondatore ; fondatrice ; direttor\\w* ; (?:vice)?dirett(?:or|ric)\\w* ; imprenditor\\w* ; imprenditric\\w* ; dirigent[ei]
  legale rappresentante ; consigliere (?:delegato|damministrazione|di amministrazione)
  eigenaar ; eigenaresse ; mede ?eigenaar ; oprichter ; medeoprichter ; vennoot ; zaakvoerder ; bestuurder
  bestuurslid ; directielid ; commissaris ; oprichtster ; onderneemster
  lid (?:van )?(?:de )?raad (?:van )?(?:bestuur|toezicht|commissarissen)
  eigen bedrijf ; secretaris generaal ; \\w*voorzitter ; \\w*directeur ; ondernemer ; vd ; (?:med)?grundare
  (?:del)?agare ; egen ?foretagare ; foretagare ; entreprenor ; driver eget ; ledningsgruppsmedlem
  styrelse\\w* ; \\w*ordforande ; adm dir\\w* ; stifter ; medstifter ; ind?ehaver ; innehaver
  (?:med)?gr(?:und|unn)la?egger ; ivaerksa?etter ; virksomheds?ejer ; virksomhetseier ; ejerleder ; (?:groot)?aandeelhouder
  vicepra?esident ; generalsekret\\w* ; radmann ; (?:med)?ejer ; (?:med)?eier ; grunder
  daglig leder ; bestyrelses\\w* ; styreleder ; styremedlem ; formand for bestyrelsen ; kon(?:s|c)ern(?:sjef|chef)
  wlasciciel\\w* ; wspolwlasciciel\\w* ; wspolni\\w* ; zalozyciel\\w* ; wspolzalozyciel\\w* ; prezes\\w* ; wiceprezes\\w*
  przedsiebior\\w* ; wlasna (?:firma|dzialalnosc) ; wlasn(?:ej|a) (?:firmy|dzialalnosc\\w*) ; udzialow\\w*
  sekretarz generalny
  czlon\\w* (?:zarzadu|rady nadzorczej) ; zarzad ; przewodniczac\\w* ; dyrektor\\w* ; wicedyrektor\\w*
`);

/** Directors of a craft, not of a company. */
export const CRAFT_DIRECTORS = wordRule(`
  art directors? ; directeurs? artistiques? ; directrices? artistiques? ; director[a]? de arte ; diretor[a]? de arte
  direttor\\w+ artistic\\w+ ; direttore lavori ; direttore dei lavori ; lehrstuhlinhaber(?:in)? ; studiendirektor(?:in)?
`);

export const SENIOR = wordRule(`
  senior(?!en)\\w* ; lead ; leads ; leaders? ; \\w*lead ; principal ; head ; headmaster ; headmistress ; headteacher
  staff (?:\\w+ )?(?:engineer|developer|scientist|designer|analyst|consultant|architect|manager|programmer|researcher)
  distinguished ; managing consultant ; charge nurse ; ward sister ; iii ; iv
  architects? ; \\w*architekt\\w* ; architecte?s? ; arquitect[oa] ; architett[oa] ; arquitet[oa]
  \\w*arkitekt\\w* ; experte?n? ; expertin ; ekspert\\w* ; professor(?:in)? ; deans? ; supervis\\w* ; superintendent\\w*
  professor[ea]? (?:ordinari[oa]|associat[oa]|catedratic[oa]) ; professeure? (?:des universites|titulaire|ordinaire)
  profesor (?:zwyczajny|nadzwyczajny|uczelni) ; hoogleraar ; dekan(?:in)? ; decan[oa] ; \\w*rektor(?:in)? ; rectora?
  foreman ; forewoman ; foreperson ; captain ; chief ; manager of (?:\\w+ )?(?:teams?|people|staff)
  (?:team|people|group|department|departmental|section|division|crew|shift|line|unit|branch|store|shop|plant|site|regional|region|area|district|zone|cluster|territory|depot|restaurant|hotel|hub|factory|warehouse|practice|engineering|nursing|ward|duty) manager
  (?:team|gruppen|abteilungs|bereichs|filial|markt|center|niederlassungs|standort|afdelings|vestigings|filiaal|regio|rayon|unit|cluster|locatie|districts?|sector)manager(?:in)?
  managers of managers ; matron ; executive chef ; head ?chef ; sous ?chef ; managing editor
  editor in chief ; leiter(?:in)? ; \\w*leiter(?:in)? ; \\w*leitung ; leitende\\w* ; fuhrungskraft ; fuhrungskrafte
  \\w*(?:schicht|team|gruppen|trupp|kolonnen|zug|betriebs|linien)fuhrer(?:in)?
  \\w+chef(?:in)? ; chefin ; chef(?!sekr|ass)[a-z]+ ; \\w*meister(?:in)? ; vorarbeiter\\w* ; polier(?:in|e)? ; prokurist\\w*
  vorgesetzte\\w* ; \\w*referatsleit\\w* ; ober(?:arzt|arztin|monteur|ingenieur|kellner)\\w* ; kapitan ; responsables?
  chef(?:fe)?s? d(?:e|es|u|[aeiou]\\w+)? ; cheffe ; [a-z]{2} chef ; human resources chef
  chef (?!tournant|instructor|trainer|consultant|assistant|cook|owner|in|and|ii|patissier|manager|bei|saucier)[a-z]+
  (?:adjoint|sous) chef ; encadrant\\w* ; contremaitre ; coordinateur general ; confirmee? ; maitre d\\w*
  fondee? de pouvoirs?
  jef[ea]s? ; subjef[ea] ; encargad[oa]s? ; lider\\w* ; capata[sz] ; (?:sub)?gerentes? ; catedratic[oa] ; chefes?
  apoderad[oa] ; encarregad[oa]s? ; mestre ; responsabil[ei] ; responsave(?:l|is) ; capo\\w* ; caposquadra ; quadro
  primario
  hoofd\\w* ; \\w*hoofd ; \\w*leider ; \\w*leidster ; leidinggevende\\w* ; ploegbaas ; (?:hoofd)?uitvoerder
  managers? (?:dequipe|zespolu|equipo) ; voorman
  \\w*ledare ; forestandare ; forstander ; stedfortr(?:a|ae)der ; nestkommanderende ; forman ; formann ; lagbas
  koksmastare ; verkmastare ; \\w*mester ; \\w*leder ; ledende
  \\w*sjef ; sjef\\w* ; formand ; vaerkforer ; overl(?:akare|ege|aege)
  kierowni\\w* ; starsz(?:y|a|e|ego|ej) ; prokuren\\w* ; glown\\w* ; brygadzist\\w* ; nadzor\\w* ; naczelni\\w*
  mistrz\\w* ; szef\\w* ; ordynator\\w*
`);
