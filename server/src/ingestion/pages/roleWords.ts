import { words } from "../../normalization/text.js";

const LONGEST_TITLE = 120;

/**
 * Words for those who do a job, folded; compounds end in them. The models of titles ask which job a title is, not
 * whether a text is one: they have an answer for names and offers too.
 */
const ROLE = new RegExp(
  `^(?:${[
    "c[efiotmphr]o|cmo|cpo|cro|cso|ciso|vp|svp|evp|md|cfa|pdg|chief|chair(?:man|woman|person)?|cofounder|founder|owner|president\\w*|partner|principal|head|director\\w*|direktor\\w*|directeur|directrice|direttor[ei]|diretora?|dyrektor",
    "manager\\w*|lead(?:er)?|officer|supervisor|coordinator|koordinator\\w*|administrator\\w*|secretary|treasurer|trustee|counsel|associate|assistant\\w*|assistent\\w*|assistente|analyst\\w*|analist\\w*|engineer|developer|programmer|designer\\w*|architect|scientist|researcher|consultant|advis[eo]r|accountant|auditor|bookkeeper|controller|buyer|recruiter|specialist|expert|representative|executive|editor|writer|journalist|photographer|producer|technician|operator|mechanic|electrician|teacher|professor|lecturer|instructor|trainer|coach|nurse|physician|doctor|surgeon|dentist|therapist|pharmacist|lawyer|attorney|paralegal|solicitor|notary|intern|trainee|apprentice|student|clerk|receptionist|strategist|planner|evangelist|ambassador|chef|driver|agent|broker|fellow",
    "\\w*(?:leiter|leiterin|fuhrer|fuhrerin|berater|beraterin|entwickler|entwicklerin|ingenieure?|ingenieurin|einkaufer|verkaufer|verkauferin|buchhalter|buchhalterin|sachbearbeiter|sachbearbeiterin|techniker|referent|referentin|vorstand|inhaber|inhaberin|grunder|grunderin|prokurist|praktikant|praktikantin|anwalt|anwaltin|assistenz|meister)",
    "responsable|gerente|jefe|jefa|chefe|capo|responsabile|chargee?|ingenier[oa]|ingegnere|engenheir[oa]|developpeu(?:r|se)|desarrollador[a]?|sviluppat(?:ore|rice)|consultor[a]?|consulente|conseiller|conseillere|avocate?|abogad[oa]|avvocat[oa]|advogad[oa]|contador[a]?|comptable|commercialista|fondateur|fondatrice|fundador[a]?|fondatore|gerant|presidente|stagiaire|becari[oa]",
    "\\w*(?:directeur|adviseur|beheerder|ontwikkelaar|medewerker|verkoper|inkoper|leider|hoofd|sjef|leder|ledare|konsulent|konsult|radgiver|radgivare|utvikler|utvecklare|udvikler|ingenjor|ingenior|ansvarig|ansvarlig)|kierownik|prezes|inzynier|specjalista|doradca|ksiegow[ya]",
  ].join("|")})$`,
);

/** Whether a text says what somebody does. */
export function isJobTitle(text: string): boolean {
  if (text.length > LONGEST_TITLE || /[.!?:]$/.test(text)) return false;
  return words(text).some((word) => ROLE.test(word));
}
