const set = (text: string) => new Set(text.trim().split(/\s+/));

/** Words before a name that are not part of it. */
export const TITLES =
  set(`mr mrs ms miss mx dr drs prof professor sir dame lord lady rev fr sr herr frau dipl ing
  mag dott dottssa ir mme mlle m monsieur madame senor senora don dona eng adv capt col gen sgt hon`);

/** Words after a name that are not part of it. */
export const SUFFIXES =
  set(`jr sr ii iii iv phd md mba msc bsc ma ba cpa esq dds rn pe cfa pmp bs ms mphil dphil llm
  jd facs frcs obe cbe mbe ret`);

/** Words that belong to the family name after them. */
export const PARTICLES =
  set(`van von der den de del della dello di da do dos das du la le las los el al bin ibn bint
  abu ter ten te zu zum zur af av und y e st saint san mac mc ap op t vande vander`);

/** Chinese, Korean and Vietnamese family names that hardly serve as given names in the West. */
export const FAMILY_FIRST =
  set(`wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo
  zheng liang xie tang deng feng cao peng zeng xiao tian dong yuan pan jiang cai yu du ye cheng wei su lu ding ren
  yao jin zhong tan qiu shi xue hou xiong meng qin bai jia shao yan lei long wan qian dai ruan
  kim lee park choi jung jeong kang cho jo yoon yun jang lim han oh seo shin kwon hwang ahn song ryu hong
  nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly trinh dinh luong truong
  tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi
  matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto ishikawa ogawa goto okada hasegawa
  murakami kondo ishii saito sakamoto endo aoki fujii nishimura fukuda ota miura fujiwara okamoto matsuda nakagawa
  nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz meszaros szucs lakatos`);

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
  test tester ubuntu unknown user vagrant your`);
