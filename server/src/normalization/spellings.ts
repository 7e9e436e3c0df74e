import { MANY_REMEMBERED, memoized, umlautKey } from "./text.js";

/** Spellings of one name, first the one that the others are led to: several transliterations or usual variants. */
const GROUPS = `
muhammad mohammed mohamed mohammad muhammed mohamad muhamed mehmed mohd
ahmad ahmed achmad achmed
mahmoud mahmud mahmood mehmood
hussein hussain husain husayn hossein hossain huseyin husein
hassan hasan hasen
mustafa mustapha moustafa mostafa
omar umar omer
othman osman uthman usman
khaled khalid halid
youssef yusuf yousef yousuf yusef yosef youssouf
ibrahim ebrahim ibraheem brahim
abdullah abdallah abdulla abdulah
tariq tarek tarik tareq
said saeed saeid sayeed saied
faisal faysal feisal
rashid rasheed rachid
jamal gamal djamal cemal jamaal
karim kareem kerim
fatima fatma fatimah fatemeh fatimah
aisha aysha ayesha aicha aishah
mariam maryam meryem mariem
zainab zaynab zeinab zeynep zineb
layla leila laila leyla
nour noor nur
khadija khadijah hatice
yasmin yasmine yasmeen jasmin
walid waleed oualid
yitzhak itzhak yitzchak isaac itzik
yaakov yakov jacob jakob
moshe moses
shlomo solomon salomon
avraham abraham avram
levi levy
nasser nasir naser
salah saleh salih
sergey sergei serguei sergej sergii serhiy serhii
dmitry dmitri dmitriy dmitrij dimitri dmytro
alexey aleksei alexei aleksey aleksej alexej oleksii oleksiy
andrey andrei andrej andriy andrii
yuri yury yuriy yurii iurii jurij juri iouri
nikolay nikolai nikolaj mykola
mikhail michail mihail mikhailo mykhailo
evgeny yevgeny evgeniy evgenii yevgeniy evgeni jewgeni
vladimir wladimir volodimir volodymyr uladzimir
vasily vasiliy vasilii vassily wassili vasyl
anatoly anatoliy anatolii anatolij
valery valeriy valerii valeri valerij
grigory grigoriy grigorii grigori hryhorii
yulia julia yuliya iuliia julija yuliia
natalia natalya nataliya natalija nataliia natalja
tatiana tatyana tetiana tatjana
ekaterina yekaterina jekaterina kateryna
elena yelena olena jelena
maria mariya mariia marija
daria darya dariya darja dariia
anastasia anastasiya anastasija anastasiia
olga olha
ksenia xenia kseniya kseniia
fyodor fedor fiodor
pyotr petr piotr petro
ilya ilia illia ilja
georgios george giorgos yorgos yiorgos georgos
ioannis yannis giannis yiannis iannis
konstantinos kostas costas constantinos
dimitrios dimitris demetrios
nikolaos nikos nicolaos
oikonomou economou ikonomou economu
bogdan bohdan
igor ihor
oleg oleh
gleb hlib
gennady hennadii gennadiy gennadii henadz
sousa souza
luis luiz
qasim kassem kasim qassem kasem qasem gassem ghasem
abdulrahman abdelrahman abderrahmane abdurrahman abdulrehman abdurehman abdarrahman
abdulaziz abdelaziz
abdulkarim abdelkarim abdelkrim
abdulkader abdelkader abdulqadir abdelqader abdelkadir
khoury khouri khuri
rezaei rezai rezaie rezayi
hashimi hashemi hashmi
hosseini husseini hussaini hoseini
mohammadi muhammadi mohamadi
mahdi mehdi
reza riza rida
zahra zehra zohra
jafar jaafar gaafar djafar
haddad hadad
othmani osmani uthmani
suleiman sulaiman soliman suleyman sulayman soleiman
majid majeed
hamid hameed
samir sameer
amir ameer emir
nabil nabeel
jamil jameel gamil
latif lateef
sharif shareef cherif charif
habib habeeb
bashir basheer bachir beshir
munir mounir muneer
hisham hicham hesham
sofia sophia
xie hsieh
xu hsu
xiao hsiao
xiong hsiung
guo kuo
gao kao
jiang chiang
qian chien
zhou chou
zhao chao
zeng tseng
cao tsao
dong tung
bai pai
luo lo
ye yeh
cui tsui
zou tsou
allan allen alan
kristin kristen
megan meghan meagan
helen hellen
lawrence laurence
madeleine madeline madelyn
gowda gauda gouda
christos hristos
chrysoula hrysoula
eleni heleni
vasilis vassilis vasileios vasilios

nguyen nguyn
kim gim ghim
lee yi rhee ri
park pak bak
choi choe choy
jung jeong chung cheong joung
kang gang
cho jo
yoon yun youn
jang chang
lim im rim
shin sin
oh o
seo suh
kwon gwon
ahn an
yoo yu ryu you ryoo
ko go koh
moon mun
noh no roh
woo wu u
baek paik back paek
heo hur huh
shim sim
joo ju
koo gu ku
jeon chun
sung seong
bae pae

sato satou satoh
ito itou itoh
ota oota ohta
ono oono ohno
kondo kondou kondoh
saito saitou saitoh
endo endou endoh
goto gotou gotoh
kato katou katoh
kudo kudou kudoh
ando andou andoh
inoue inouye
taro tarou
ichiro ichirou
jiro jirou
shota shouta
yuta yuuta
yuki yuuki
yoko youko
yuko yuuko
kyoko kyouko
ryo ryou
sho shou
daisuke daisuké

cohen kohen cohn coen
levi levy lewi
mizrahi mizrachi misrahi
yaakov yakov jacov jakov
yitzhak itzhak yitzchak izhak
moshe moishe mosheh
rivka rivkah
hana hannah hanna chana
haim chaim hayim chayim
shmuel samuel
yonatan jonathan
ilic ilich
krishnan krishna
lakshmi laxmi luxmi
sharma sarma
varma verma
choudhury chaudhri chowdhury chaudhary choudhary chaudhuri chaudhari chowdhary
mukherjee mukherji mukhopadhyay
banerjee banerji bandyopadhyay
iyer aiyar ayyar
vijay bijay
deepak dipak
deepika dipika
sunita suneeta
rajesh rajes
geeta gita
seema sima
neelam nilam
stephen steven stefan stephan
philip phillip
geoffrey jeffrey
catherine katherine kathryn katharine
eric erik
marc mark
sophie sofie
karl carl
klaus claus
kristina christina
`;

const spelled: ReadonlyMap<string, string> = new Map(
  GROUPS.trim()
    .split("\n")
    .flatMap((line) => {
      const [root = "", ...others] = line.split(" ");
      return [root, ...others].map((name): [string, string] => [umlautKey(name), root]);
    })
    .reverse(),
);

/** What transliterations of one word differ in; the order counts. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/dj/g, "d"],
  [/[yi]ov(a?)$/, "ev$1"],
  [/^mac(?=[^aeiouhk])/, "mc"],
  [/ya$|ja$|iya$|ija$|iia$/, "ia"],
  [/(s|c)k(iy|ij|ii|yy|yj|i|y)$/, "sky"],
  [/(iy|ij|yy|ii|yi|yj)$/, "y"],
  [/woo|wu/g, "u"],
  [/^chatz/, "hatz"],
  [/(?<=[aeiou])[jy](?=[aeiou])/g, "y"],
  [/(?<=[aeiou])[jy](?![aeiou])/g, "i"],
  [/^(ye|je)/, "e"],
  [/^(iu|ju)/, "yu"],
  [/^(ia|ja)(?=[^n])/, "ya"],
  [/(?<=[^aeiou])(ye|ie|je)(?=[vn])/, "e"],
  [/(shch|schtsch|szcz|sch|sh|sz)/g, "s"],
  [/(tsch|tch|cz|ch)/g, "c"],
  [/(kh|gh)/g, "h"],
  [/zh/g, "z"],
  [/ts|tz/g, "c"],
  [/^oik/, "ik"],
  [/^h(?=[nlr])/, "g"],
  [/(?<=[^aeiouy])y(?=[^aeiouy])/g, "i"],
  [/(?<=[aeiou])z(?=[aeiou]|$)/g, "s"],
  [/(?<=[^aeiou])[yj](?=[aou])/g, "i"],
  [/ph/g, "f"],
  [/th/g, "t"],
  [/ck/g, "k"],
  [/ks/g, "x"],
  [/ou|oo/g, "u"],
  [/ee/g, "i"],
  [/w/g, "v"],
  [/dh/g, "d"],
  [/(.)\1+/g, "$1"],
  [/(?<=[^aeiou])i$/, "y"],
];

/** The spelling that others of a name are led to; the word itself where none is known. @param word one word, folded */
export const spellingRoot = (word: string): string => spelled.get(umlautKey(word)) ?? word;

/** "alhashemi": the root of what an article is written together with, where it is known. */
const withoutArticle = (plain: string) =>
  plain.length > 6 && /^[ae]l/.test(plain) ? spelled.get(plain.slice(2)) : undefined;

/**
 * A key in which the usual ways to write one name in Latin letters meet: transliterations of Cyrillic, Greek, Arabic,
 * Hebrew, Japanese and Korean, and common variants. Wider than spelling, narrower than sound; never for display.
 * @param word one word, folded
 */
export const spellingKey = memoized((word: string): string => {
  const plain = umlautKey(word);
  const root = spelled.get(plain) ?? withoutArticle(plain);
  if (root !== undefined) return root;
  return plain.length < 4 ? plain : RULES.reduce((text, [variant, one]) => text.replace(variant, one), plain);
}, MANY_REMEMBERED);
