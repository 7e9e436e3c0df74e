import { wordRule } from "./wordRules.js";

/** Those who learn a trade, help in it or have just left school. */
export const JUNIOR = wordRule(`
  junior\\w* ; interns? ; internships? ; trainees? ; apprentice\\w* ; graduates? ; new grad ; \\w*trainee\\w*
  entry level ; early career ; students? ; undergraduate ; cadet ; beginner ; pupil ; articled clerk
  summer (?:associate|analyst) ; industrial placement ; placement year ; work experience ; (?:pa|ea) to
  assistants? ; helpers? ; aushilf\\w* ; \\w*aushilfen? ; \\w*hilfskraft ; hiwi ; whk ; (?<! )shk(?! (?!am|an|bei|im|in)) ; werkstuden\\w*
  werkstudier\\w* ; \\w*studenten? ; \\w*studentin ; studierende\\w* ; \\w*studium ; dual\\w* stud\\w*
  (?:post ?)?(?:phd|doctoral|master|bachelor) (?:candidate|student) ; doktorand(?:in)? ; promovierende\\w*
  (?:bachelor|master|diplom)and(?:in)? ; (?:bachelor|master|diplom) ?(?:arbeit|thesis) ; praxissemester
  \\w*praktikan\\w* ; prakt ; \\w*praktik(?:um|a)? ; pflichtprakti\\w* ; \\w*volontar(?:in)? ; volontariat ; auszubildende\\w*
  azubi\\w* ; in ausbildung ; (?:berufs)?ausbildung (?:zu\\w*|als) ; (?<! )(?:berufs)?ausbildung ; lehre (?:zu\\w*|als)
  \\w*referendar\\w* ; \\w*anwarter\\w* ; lehrling\\w* ; lernende\\w* ; berufseinsteiger\\w* ; absolvent\\w*
  umschul\\w* ; hospitant\\w* ; famul(?:ant|atur)\\w* ; schuler(?:in)? ; ferienjob ; nebenjob ; fsj ; bfd ; zivi
  freiwillig\\w* (?:soziales|okologisches) jahr ; zivildienst\\w* ; bundesfreiwilligen\\w* ; au ?pair ; aspirant\\w*
  \\w*(?<!arzt|pflege)helfer(?:in)? ; \\w*assisten[tz](?:in|innen)?
  ass (?:d|der|to|zur?) \\w+ ; ass (?:gf|gl|vorstand|geschafts\\w*)
  stagiaires? ; (?<!early |late |seed |growth |back |main |front |multi )stage(?! (?:manager|hand|director|crew|design\\w*|technician))
  alternan\\w* ; apprenti\\w* ; etudiant\\w* ; debutante? ; assistant\\w* ; job (?:etudiant|dete) ; doctorante?
  contrat (?:dapprentissage|de professionnalisation) ; eleves?
  aide (?:comptable|cuisin\\w*|magasinier|conducteur|electricien|macon|menuisier|plombier|mecanicien|laboratoire)
  becari[oa]s? ; becas? ; practicante\\w* ; practicas ; pasante\\w* ; aprendi[zc]\\w* ; auxiliar ; auxiliares
  ayudante\\w* ; asistente\\w* ; estudiante\\w* ; doctorand[oa] ; recien (?:graduad|egresad|titulad)\\w*
  estagi\\w* ; assistente\\w* ; ajudante\\w* ; estudante\\w* ; (?:jovem|menor) aprendiz ; bolseir[oa] ; bolsista
  doutorand[oa] ; mestrand[oa] ; formand[oa]
  stagist\\w* ; tirocin\\w* ; apprendist\\w* ; praticante ; neolaureat\\w* ; laureand[oa] ; dottorand[oa] ; studente\\w*
  aiuto\\w* ; studentessa ; specializzand[oa]
  stagiair\\w* ; \\w*leerling\\w* ; \\w*assistent\\w* ; bijbaan ; vakantiewerk\\w* ; vakantiekracht ; afstudeer\\w*
  promovend\\w* ; \\w*student
  \\w*l(?:a|ae)rling\\w* ; \\w*elev ; praktikant\\w* ; \\w*medhj(?:a|ae|e)lper ; \\w*studerende ; s[ou]mmer ?(?:jobb?|vikar|student)\\w*
  som+arjobb\\w* ; extrajobb\\w* ; exjobb\\w* ; examensarbet\\w* ; feriearbet\\w* ; feriejobb\\w* ; stipendiat\\w*
  stazyst\\w* ; staz ; praktykant\\w* ; praktyk[ai] ; asystent\\w* ; mlodsz\\w* ; pomocni\\w* ; uczen ; uczennica
  doktorant\\w* ; aplikant\\w*
`);

/** Helpers of rank, who are no beginners. */
export const ASSISTS_AS = wordRule(`
  (?:assistant|assistent) (?:manager|professor|controller|editor|attorney|secretary general|store manager|branch manager)
`);

/** Those who stand in for somebody who leads. */
export const DEPUTIES = wordRule(`
  assistant (?:director|principal|dean|general manager|superintendent|chief|team lead\\w*|head\\w*|supervisor)
`);
