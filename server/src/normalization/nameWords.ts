const set = (text: string) => new Set(text.trim().split(/\s+/));

/** Words before a name that are not part of it. */
export const TITLES =
  set(`mr mrs ms miss mx dr drs dra prof professor profesor sir dame lord lady rev fr sr sra herr frau dipl ing dipling
  univprof profdr profdring drmed drphil dring drjur drhc drrernat hc med habil mag mmag dott dottssa ir mme mlle m
  monsieur madame mademoiselle senor senora senorita sig signora don dona eng engr adv atty arch arq lic capt cpt col gen
  lt maj sgt hon rabbi imam sheikh shaikh sheikha shri smt sri pandit ustad haji hajah datuk dato tunku tengku
  dhr mevr mw ds pan pani mgr inz avv avvto geom rag judr mudr mvdr phdr rndr paeddr thdr bca mga dres grafin baron baronin
  baroness count countess furst furstin yrd doc uzm ogr barr bishop deacon chief lcdo lcda lic licda dn dna exmo exma
  doutor doutora enga enfa datin puan encik khun bay bayan sayin lek kpt plk akad
  pd privdoz bc hab ifj ozv ambassador cllr councillor judge justice senator hrh coach chef ra ca di me av
  diplom diplomingenieur hr frl rain stud cand hofrat kommr ddr dkfm bsc msc jhr jkvr tkn ecz arsgor alhaji alhaja alh
  hajiya hajj hajjah ato weizero woizero encik cik hj hjh otunba mallam evangelist reverend monsignor suor rav
  rebbe thiru tmt selvi kumari ltc cdr lcdr adm vadm brig pvt cpl ssgt msgt cmdr captain colonel general major sergeant
  lieutenant uyesi ogr wg gp sqn ldr flt maitre pr str stdir ostr lieut comdt cmdt ksc mjr commander admiral brigadier brother sister father pastor honourable honorable doctor doktor professeur professore
  mtro mtra abg abog cpn adw mddr akad dosent docent overlege ktm tkt ftm fil tekn kand civ konf lekt conf lect asist onle
  sigra signa profssa dottore dottoressa avvocato ingegnere mufti nangsao engineer architect attorney advocate president
  licenciado licenciada emeritus emerita assoc asst associate assistant adjunct`);

/** Titles of two words that are names or nothing by themselves: "Tan Sri", "Prof Madya". */
export const TITLE_PAIRS: ReadonlySet<string> = new Set(
  "tan sri,puan sri,toh puan,prof madya,rt hon,the rt,the hon,the right,the rev,high chief,sr d,sra da,sra dna,et mgr,et ing,et bc".split(
    ",",
  ),
);

/** Titles that are names or initials without their dot; longer abbreviations are titles with it, whatever they say. */
export const DOTTED_TITLES = set("er op sn ec ks ar dt ts hj av mr dr fr sr");

/** Given names that are abbreviated with a dot, as titles are. */
export const ABBREVIATED_GIVEN = set(
  `ma md mst mohd muhd abd st ste wm geo chas thos jas jos jno benj robt edw edm saml danl alex alexr fredk fco fdo fca
  fra gpe ant hnos jn chr joh wilh friedr heinr aug alf andr gg mich nic nik ste steph theo val vic vlad yev gen geg
  sv kr gr ol hum conc con dol mat mig man raf ram ros seb ter sal sat sk moh muh ign isa gab dan ed ben sam tho jos
  will rich chris nick pet fred dav max mar jac ann cat eliz marg kath jon nat greg phil tim tom jim joe bob`,
);

/** Words that stand behind a title and belong to it: "Dr. rer. nat.", "Dr. phil. habil.". */
export const OF_TITLES = set(
  "rer nat oec jur pol phil med hc habil vet theol iur sc techn mult emer em seri emeritus emerita soc paed ing agr hsg dent publ merc polit",
);

/** What a degree is of, joined to it by a dot or hyphen: "Dipl.-Kfm.", "Dr.-Ing.", "Mag.a", "Eng.º". */
export const DEGREE_PARTS = set(
  "ing inf kfm kff phys math chem biol geol psych pad paed soz ok oec vw bw betriebsw wirt wi wiing jur agr forst des red a o in fh univ",
);

/** Titles that are joined to whatever they are of: "Dipl.-Betriebswirtin", "Cand.polit.". */
export const DEGREES = set("dipl dr prof mag cand stud kand lic ing dott");

/** Titles that are written in capitals, or else are names or particles. */
export const CAPITAL_TITLES = set("ra ca di");

/** Titles that are given names, too: titles only where two names follow. */
export const NAME_LIKE_TITLES = set(
  `don dona miss dame lord lady sir hon eng gen col arch adv fr m sri mag me av bay baron count chief bishop doc justice pan
  judge major general father brother sister captain president pastor cik alh otunba selvi kumari rav engineer architect
  commander admiral sergeant colonel brig fil civ conf doctor coach chef`,
);

/** Words after a name that are not part of it. */
export const SUFFIXES =
  set(`jr sr jnr snr ii iii iv phd dphil md mba msc bsc beng meng bcom bcompt llb llm esq dds dvm dmd cpa cfa pmp mphil
  edd psyd jd facs frcs frcp mrcp obe cbe mbe kbe csm cissp shrm sphr phr acca aca fcca cima pharmd aia mpp mpa mph msw
  lcsw crna bba ceng peng cisa cia cfe shrmcp shrmscp esquire 2nd 3rd bac emba pgdm btech mtech mbbs rph leed ceh itil msn faia bsba mfa bfa dba ccim cfp pmi csp cspo psm ret
  dis frsc frs frsa frse kc qc filho neto junior sobrinho retd rn bsn msn np fnp dnp pharmd facp faap fcipd mcipd cipd
  chrp cphr fca cma cga cipp cipm cipt cams cfre cae cmp cpp cpcu clu chfc aif cdfa crpc crisc ccna ccnp ccie mcse pgmp
  acp pspo safe spc lpc lmft licsw lmsw bcba rd rdn dc od dpm dpt ot cscs asa maaa fsa gmp iaccp phr gphr icf acc pcc mcc bfa
  bed med mat mfa mlis mls mup mds ms mres mst mlitt llm jsd sjd scd dsc drsc csc dba dha drph edm eds ceds pgce qts pgdip hons
  frcpath frcog frcpch frcr frcgp mrcgp mrcs mrcs frics mrics friba miet mice fice cmgr cmktr fcim mcim mbcs fbcs fimeche csci
  jr senior vi vii viii mp mep mla mpp dl pc om ch gcmg kcmg cmg cvo mvo`);

/** Suffixes that are names, too: suffixes only with dots, behind a comma, or in capitals where the name is not. */
export const NAME_LIKE_SUFFIXES = set(
  `ma ba ms do rn pe bs cams ret aia mfa junior neto filho sobrinho ca ra pa bed med mat safe spc np rd dc od ot asa acc mst
  senior vi dl pc om ch mp mla mice om acp ice sc mds icf pcc csc mls dsc`,
);

/** Words that belong to the family name after them. */
export const PARTICLES =
  set(`of van von vom der den de del dela delos delas della dello dei degli delle di da dal dalla do dos das du d la le las los lo el al ad bin ibn
  ben bint binti binte bte abu abdul abdel abd ter ten te tot zu zum zur af av ap op t vande vander vanden st saint san santa
  mac mc fitz freiherr freifrau graf grafin gebre wolde welde tekle ferch verch dell dall nell ait ould oulad abou
  bou bel bar bat ibnu het bt bte`);

/** Ranks before "von" or "zu" that belong to the family name, and are family names without it. */
export const NOBLE = set(
  "prinz prinzessin ritter edler edle baron baronin furst furstin herzog herzogin landgraf burggraf",
);

/** Between two family names. */
export const JOINERS = set("y e i und et");

/** Words that stand in given names after a particle: "Rocío del Pilar". */
export const DEVOTIONAL = set(
  "carmen pilar mar rosario rocio dolores angeles jesus dios socorro sol luz lourdes fatima conceicao guadalupe refugio consuelo",
);

/** Of these, those that are family names behind most given names: "Ana Cláudia das Neves", but "Maria das Neves". */
export const DEVOTIONAL_ALSO = set(
  "cruz nieves neves gloria graca gracas penha paz merced mercedes asuncion nazare remedios soledad valle camino amparo",
);

/** Given names that go with any words of devotion. */
export const DEVOUT_GIVEN = set("maria ma ana rosa jose luz flor blanca juan joao");

/** East Asian and Hungarian family names that hardly serve as given names anywhere. */
export const FAMILY_FIRST = set(`ouyang sima zhuge situ shangguan xiahou huangfu murong namgung hwangbo
  wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao luo
  zheng liang xie tang deng feng cao peng zeng dong pan jiang cai du ye cheng lu ding
  yao zhong tan qiu shi hou xiong meng qin bai jia shao wan qian ruan fang zou hao cui kong mao tao shen yin
  chan wong cheung leung lau ng tse yip kwok chow tam fung mak tsang yuen tsui kwan tsai hsu chou hsieh kuo chiang
  kim lee park choi jung jeong kang cho yoon yun jang lim oh seo shin kwon hwang ahn ryu hong bae baek paik
  sok chea chhay chhim khieu meas nhem ouk prak suon
  teo toh koh goh tay chua ong ang seah quek soh wee foo loh leong low chong cheong yeo heng chia chew neo phua siew tng khoo
  gan kho liew yap lai loo mok pang fong hoe lum chee chin chu chiu poon yau sin ho lo au yim mui teoh ooi khaw saw cheah
  nguyen tran le pham huynh hoang phan vu vo dang bui do ngo duong ly trinh dinh luong truong
  doan dao ta chau thai lam mai nghiem phung quach vuong luu kieu
  song moon son nam ha yoo ryu jeon chun sung heo hur min noh ham byun yeo choo seok sunwoo ko koo cha joo woo jeong yim
  tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi
  matsumoto inoue kimura hayashi shimizu yamazaki abe ikeda hashimoto ishikawa ogawa goto okada hasegawa
  murakami kondo ishii saito sakamoto endo aoki fujii nishimura fukuda ota miura fujiwara okamoto matsuda nakagawa
  harada tamura takeuchi kaneko wada nakayama ishida ueda morita shibata sakai kudo yokoyama miyazaki miyamoto uchida
  takagi ando shimada taniguchi takada maruyama imai fujimoto murata takeda ueno sugiyama masuda hirano otsuka matsui
  kojima iwasaki sakurai noguchi matsuo nomura kinoshita kikuchi onishi sugimoto arai hamada ichikawa furukawa mizuno
  komatsu yamashita maeda fujita kawaguchi kawasaki nakajima akiyama kuroda honda igarashi yoshikawa mochizuki
  nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz meszaros szucs lakatos
  olah fekete racz szilagyi torok feher kis kocsis fodor orsos szalai sipos gulyas biro kiraly boros varadi fazekas
  kelemen somogyi veres vincze hegedus budai pap bognar vass bodnar lengyel pinter halasz bartha barta major erdelyi`);

/** Of these, names that people of other cultures are given, too: families only where what follows is of the East. */
export const ALSO_GIVEN = set(
  `ma kim lee jo lin lei han jin dai abe ito oh major do le hong tan jung fang he shi li ly song
  wee gan ang lo ho lai sin chin low foo pang loo au chu chee yap tay saw ham ta thai mai lam dao chau son moon nam ha min
  cha sung ko koo joo woo neo ong chew`,
);

/** Family names that are often given names within their own culture: the other word decides. */
export const WEAK_FAMILIES =
  set(`lin wei yu lei long yan jin xiao tian su ren lan yuan xue hui yang li tao hao lu feng jia peng mao cheng tang
  han song jo mori ho an lam ha mai ly duong hoang vu dang linh hong seo min jung fang ying dai ota chau dao doan thai
  chin son nam moon cha sung woo joo chee yoo ko chu kieu choo vuong luu`);

/** Hungarian given names that are spelt so nowhere else. */
export const HUNGARIAN_GIVEN =
  set(`istvan laszlo jozsef janos zoltan sandor gabor ferenc attila zsolt tibor gyula miklos gyorgy lajos balazs csaba
  tamas imre geza bela akos zsigmond kalman peter andras mihaly matyas erno jeno pal karoly arpad endre
  erzsebet ilona katalin zsuzsanna agnes judit eszter ildiko zsofia reka aniko erika margit julianna terez boglarka
  marta piroska gizella noemi timea orsolya csilla edit eva dora kinga emese`);

/** Iberian family names: two of these at the end are a double surname. */
export const IBERIAN =
  set(`garcia gonzalez rodriguez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz
  hernandez diaz moreno munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez
  serrano blanco molina morales suarez ortega delgado castro ortiz rubio marin sanz nunez iglesias medina garrido
  cortes castillo santos lozano guerrero cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena flores
  cabrera campos vega fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero lorenzo montero
  hidalgo gimenez ibanez ferrer duran santiago benitez mora vicente vargas arias carmona crespo roman pastor soto
  saez velasco moya soler parra esteban bravo gallardo rojas silva santos ferreira pereira oliveira costa rodrigues
  martins jesus sousa fernandes goncalves gomes lopes marques alves almeida ribeiro pinto carvalho teixeira moreira
  correia mendes nunes soares vieira monteiro cardoso rocha raposo neves coelho cruz cunha pires ramos reis simoes
  antunes matos fonseca machado araujo barbosa tavares lourenco`);

/** Chinese family names of two characters. */
export const COMPOUND_FAMILIES = set(
  "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 东方 東方 皇甫 尉迟 公孙 令狐 慕容 南宫 端木",
);

/** Words that stand in place of a name where a machine or nobody was asked for one. */
export const NOBODY =
  set(`admin administrator anonymous bot git github guest localhost name no nobody none null root
  test tester ubuntu unknown user vagrant your linkedin facebook google member account deleted former customer the
  undefined unbekannt inconnu desconocido sconosciuto onbekend not available applicable provided given
  first last fname lname firstname lastname full noname na tbd tba`);

/** Given names of Iberia and Latin America that are hardly given elsewhere: with two names behind one, both are family names. */
export const IBERIAN_GIVEN =
  set(`jose juan luis carlos miguel pedro diego javier francisco alejandro andres pablo jorge fernando rafael alvaro
  inigo ruben raul jesus joaquin enrique eduardo ricardo rodrigo gonzalo ignacio jaime ramon salvador guillermo
  gerardo hector cesar julio ernesto esteban felipe agustin cristobal iker aitor unai jordi joan josep oriol xavier
  mateo santiago emiliano arturo octavio ismael gustavo mauricio leonardo joao tiago rui nuno goncalo duarte paulo
  afonso henrique thiago vasco bernardo lucia carmen pilar rocio dolores mercedes consuelo esperanza guadalupe
  ximena jimena paloma macarena itziar ainhoa leire nerea montserrat nuria remedios concepcion inmaculada fernanda
  ines beatriz catarina leonor ines mafalda matilde yolanda soledad marisol milagros begona alicia teresa isabel
  mari thais tais luiza larissa bruna juliana luciana renata leticia mariana rafaela priscila aline joana rita margarida
  graca teresinha fabiana flavia tatiana adriana eduarda duarte caetano otavio murilo caio joaquina
  maria ana elena laura marta sofia cristina silvia raquel sara patricia monica veronica daniela valentina camila
  gabriela alejandra lourdes angel antonio manuel daniel david sergio alberto roberto mario victor`);

/** Of these, those of other peoples, too: they count in second place, not in first. */
export const ALSO_ELSEWHERE = set(
  `maria ana elena laura marta sofia cristina silvia sara patricia monica veronica daniela valentina camila angel
  antonio daniel david sergio alberto roberto mario victor isabel bruna juliana renata mariana joana rita flavia
  tatiana adriana teresa alicia beatriz matilde julio leonardo`,
);

/** Polish given names that are spelt so nowhere else. */
export const POLISH_GIVEN =
  set(`agnieszka malgorzata katarzyna bozena bogumila grazyna halina jadwiga jolanta danuta elzbieta ewelina iwona
  justyna krystyna lucyna malwina mariola marzena mieczyslawa stanislawa
  urszula wieslawa wioletta zdzislawa zofia zuzanna andrzej arkadiusz bartlomiej bartosz boguslaw boleslaw
  czeslaw dariusz grzegorz jacek janusz jaroslaw jerzy kazimierz krzysztof lech leszek maciej marcin mariusz mateusz
  miroslaw pawel piotr przemyslaw radoslaw rafal ryszard slawomir stanislaw szymon tadeusz waldemar wieslaw
  wladyslaw wojciech zbigniew zdzislaw zenon zygmunt`);

/** Greek given names in Latin letters that are spelt so nowhere else. */
export const GREEK_GIVEN = set(
  `dimitrios dimitris georgios giorgos ioannis giannis konstantinos kostas nikolaos panagiotis vasileios vasilis christos
  athanasios thanasis evangelos spyridon spyros stavros apostolos theodoros eleni aikaterini katerina vasiliki georgia
  panagiota ioanna dimitra evangelia paraskevi chrysoula despoina`,
);

/** Particles that begin a family name where they stand in front: "Lo Monaco Pietro", "Dal Pozzo Nicola". */
export const LEADING_PARTICLES = set("lo de di del della dello dei degli dalla dal von du des");
