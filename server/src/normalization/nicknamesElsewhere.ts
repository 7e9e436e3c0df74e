/** Nicknames by language, first the name that they stand for; the dictionary knows those of English. */
export const NICKNAMES_ELSEWHERE = `
katarzyna kaska kasia kasienka
malgorzata gosia malgosia
joanna asia
barbara basia bara barka
anna ania anka anicka hanka anni aneczka
elzbieta ela elka
aleksandra ola olka
zofia zosia
krystyna krysia
agnieszka aga
urszula ula ulla
jolanta jola
jerzy jurek
tomasz tomek
piotr piotrek
krzysztof krzysiek krzys
wojciech wojtek
bartlomiej bartek
bartosz bartek
maciej maciek
radoslaw radek
miroslaw mirek
slawomir slawek
dariusz darek
jaroslaw jarek
stanislaw staszek
zbigniew zbyszek
grzegorz grzesiek grzes
tadeusz tadek
przemyslaw przemek
arkadiusz arek
jakub kuba
jan honza janek jenda
jiri jirka
josef pepa sepp jupp pepi
antonin tonda
frantisek franta
vaclav vasek
zdenek zdenda
ladislav lada
stanislav standa stas
jaroslav jarda
katerina katka
veronika verca vroni
alexander sasha sanya shura sandro
alexandra sasha
mikhail misha
maria masha marusya maja mia mimi
daria dasha
pavel pasha
nikolay kolya
pyotr petya
ivan vanya
viktor vitya
evgeny zhenya
evgenia zhenya
alexey lyosha alyosha lesha
sergey seryozha serezha
boris borya
grigory grisha
konstantin kostya
leonid lyonya
dmitry dima mitya
anastasia nastya
olga olya
svetlana sveta
tatiana tanya tati
yulia yulya
galina galya
lyubov lyuba
lyudmila lyuda
nadezhda nadya
viktoria vika
yury yura
vyacheslav slava
valery valera
vasily vasya
anatoly tolya
gennady gena
georgy gosha zhora
eduard edik
fyodor fedya
enrique kike quique
luis lucho
guillermo memo
alberto beto
roberto beto robi
jesus chuy
concepcion concha conchita
rosario charo chayo
fernando nando
manuel manolo manu nel
antonio tono tonio tonho toni
guadalupe lupe lupita
rafael rafa
santiago santi
javier javi
eduardo edu lalo duda
isabel isa
mercedes merche
pilar pili
teresa tere
xavier xavi
jose pepe ze zeca chepe
francisco paco pancho chico xico curro
ignacio nacho
dolores lola
guilherme gui
augusto guto
vinicius vini
joaquim quim
giuseppe beppe peppe pino
luigi gigi
giovanni gianni nanni
ferdinando nando
filippo pippo
alessandro sandro ale
alessandra sandra ale
domenico mimmo
vincenzo enzo
emanuele lele
antonino nino
giuseppina pina giusy
caterina rina
federico fede chicco
federica fede
valentina vale
simone simo
johannes hannes hansi hans jan
ulrich uli
ulrike uli rike
wolfgang wolfi wolf
matthias matze hias
sebastian basti wastl seb
florian flo
stefanie steffi
susanne susi sanne
gabriele gabi
monika moni
elisabeth lisbeth liesel lisa sisi bep els
margarete greta gretel grete
katharina kathi kaethe
theresia resi
georg schorsch jorg
wilhelm willi willy
heinrich heinz heiner
karl kalle
rudolf rolf rudi
friedrich fritz
manfred manni
cornelia conny nele
eckhard ecki
joachim jochen achim
maximilian max maxi
michael michi michel
brigitte gitti gitte
gertrud trudi traudl
emmanuel manu
andre dede
frederic fred
nicolas nico
catherine cath
benedicte bene
ludovic ludo
stephane stef
cornelis kees cor
pieter piet
hendrik henk hein
willem wim
jacobus koos jaap
antonius toon ton
marinus rinus
nicolaas klaas nico
frederik frits freek
margaretha greet
lars lasse
nils nisse
per pelle
olof olle
charlotte lotta
christina kicki stina
mikael micke
fredrik fredde
daniel danne dani
ulf uffe
bo bosse
torsten totte
istvan pisti isti
laszlo laci
jozsef jozsi
janos jani
zoltan zoli
sandor sanyi
gabor gabi
ferenc feri
attila ati
gyorgy gyuri
miklos miki
tamas tomi
andras bandi andris
mihaly misi
zsuzsanna zsuzsi zsuzsa
katalin kati kata
erzsebet erzsi bozsi
borbala bori
panagiotis panos takis
athanasios thanasis sakis
evangelos vangelis
emmanouil manolis
spyridon spyros
stylianos stelios
anastasios tasos
theodoros thodoris
yosef yossi
yonatan yoni
david dudi dudu
yitzhak itzik
yaakov kobi
avraham avi
shmuel shmulik
binyamin benny
mordechai motti
rafael rafi
zvi tzvika
`;
