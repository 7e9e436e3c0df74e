/** A map from what is written to what is read, of pairs with a sign of equality between them. */
export const table = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .flatMap((pair) => {
        const [written = "", read = ""] = pair.split("=");
        return written.split("/").map((form): [string, string] => [form, read.replaceAll("_", " ")]);
      }),
  );

/** Korean family names as their bearers mostly write them. */
export const KOREAN_FAMILIES =
  table(`김=kim 이=lee 박=park 최=choi 정=jung 강=kang 조=cho 윤=yoon 장=jang 임=lim
  한=han 오=oh 서=seo 신=shin 권=kwon 황=hwang 안=ahn 송=song 류/유=yoo 전=jeon 홍=hong 고=ko 문=moon 양=yang 손=son 배=bae
  백=baek 허=heo 남=nam 심=shim 노=noh 하=ha 곽=kwak 성=sung 차=cha 주=joo 우=woo 구=koo 민=min 나=na 진=jin 지=ji 엄=um
  채=chae 원=won 천=chun 방=bang 공=kong 현=hyun 함=ham 변=byun 염=yeom 여=yeo 추=choo 도=do 소=so 석=seok 선=sun 설=seol
  마=ma 길=gil 연=yeon 위=wi 표=pyo 명=myung 기=ki 반=ban 왕=wang 금=keum 옥=ok 육=yook 인=in 맹=maeng 제=je 모=mo
  남궁=namgung 황보=hwangbo 제갈=jegal 선우=sunwoo 독고=dokgo 사공=sagong`);

/** Japanese family names by what they are written with. */
export const JAPANESE_FAMILIES =
  table(`佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺/渡邊/渡邉=watanabe
  山本=yamamoto 中村=nakamura 小林=kobayashi 加藤=kato 吉田=yoshida 山田=yamada 佐々木=sasaki 山口=yamaguchi 松本=matsumoto
  井上=inoue 木村=kimura 清水=shimizu 山崎=yamazaki 池田=ikeda 橋本=hashimoto 阿部/安部=abe 石川=ishikawa 小川=ogawa
  後藤=goto 岡田=okada 長谷川=hasegawa 村上=murakami 近藤=kondo 石井=ishii 斎藤/斉藤/齋藤=saito 坂本=sakamoto 遠藤=endo
  青木=aoki 藤井=fujii 西村=nishimura 福田=fukuda 太田=ota 三浦=miura 藤原=fujiwara 岡本=okamoto 松田=matsuda 中川=nakagawa
  中野=nakano 原田=harada 小野=ono 田村=tamura 竹内=takeuchi 金子=kaneko 和田=wada 中山=nakayama 石田=ishida 上田=ueda
  森田=morita 柴田=shibata 酒井=sakai 工藤=kudo 横山=yokoyama 宮崎=miyazaki 宮本=miyamoto 内田=uchida 高木=takagi 安藤=ando
  島田=shimada 谷口=taniguchi 大野=ono 高田=takada 丸山=maruyama 今井=imai 河野=kono 藤本=fujimoto 村田=murata 武田=takeda
  上野=ueno 杉山=sugiyama 増田=masuda 平野=hirano 大塚=otsuka 千葉=chiba 久保=kubo 松井=matsui 小島=kojima 岩崎=iwasaki
  桜井/櫻井=sakurai 野口=noguchi 松尾=matsuo 野村=nomura 木下=kinoshita 菊地/菊池=kikuchi 佐野=sano 大西=onishi 杉本=sugimoto
  新井=arai 浜田=hamada 市川=ichikawa 古川=furukawa 水野=mizuno 小松=komatsu 島崎=shimazaki 山下=yamashita 前田=maeda
  藤田=fujita 川口=kawaguchi 川崎=kawasaki 大島=oshima 中島=nakajima 矢野=yano 秋山=akiyama 黒田=kuroda 本田=honda
  土屋=tsuchiya 五十嵐=igarashi 吉川=yoshikawa 北村=kitamura 西田=nishida 服部=hattori 岩田=iwata 松岡=matsuoka
  田口=taguchi 須藤=sudo 星野=hoshino 永井=nagai 飯田=iida 片山=katayama 川上=kawakami 望月=mochizuki 大久保=okubo 早川=hayakawa
  荒木=araki 小山=koyama 松下=matsushita 樋口=higuchi 吉村=yoshimura 山内=yamauchi 西川=nishikawa 菅原=sugawara`);

/** Japanese given names by the reading that most of their bearers have. */
export const JAPANESE_GIVEN =
  table(`太郎=taro 一郎=ichiro 次郎/二郎=jiro 健=ken 健太=kenta 健一=kenichi 健二=kenji 大輔=daisuke
  翔太=shota 拓也=takuya 直樹=naoki 達也=tatsuya 和也=kazuya 誠=makoto 浩=hiroshi 博=hiroshi 隆=takashi 孝=takashi 修=osamu
  茂=shigeru 豊=yutaka 学=manabu 剛=tsuyoshi 聡=satoshi 哲也=tetsuya 雄太=yuta 裕太=yuta 悠太=yuta 大翔=hiroto 蓮=ren
  陽翔=haruto 悠真=yuma 翔=sho 亮=ryo 純=jun 徹=toru 勇=isamu 清=kiyoshi 正=tadashi 進=susumu 実=minoru 明=akira 昭=akira
  弘=hiroshi 洋介=yosuke 洋子=yoko 陽子=yoko 陽菜=hina 花子=hanako 恵子=keiko 京子=kyoko 幸子=sachiko 和子=kazuko 節子=setsuko
  由美子=yumiko 由美=yumi 真由美=mayumi 直美=naomi 久美子=kumiko 智子=tomoko 裕子=yuko 優子=yuko 美咲=misaki 愛=ai 彩=aya
  美穂=miho 結衣=yui 葵=aoi 凛=rin 桜=sakura 千尋=chihiro 香織=kaori 麻衣=mai 舞=mai 恵=megumi 明美=akemi 典子=noriko 紀子=noriko
  文子=fumiko 良子=yoshiko 美智子=michiko 順子=junko 純子=junko 理恵=rie 絵美=emi 沙織=saori 亜美=ami 奈々=nana 真理=mari 真理子=mariko
  三郎=saburo 賢治=kenji 健司=kenji 浩二=koji 浩司=koji 浩一=koichi 幸一=koichi 雅之=masayuki 秀樹=hideki 英樹=hideki 正樹=masaki
  智也=tomoya 大介=daisuke 裕介=yusuke 祐介=yusuke 雄介=yusuke 慎一=shinichi 真一=shinichi 信一=shinichi 慎太郎=shintaro`);

/** Chinese family names whose character is read otherwise elsewhere, and those of two characters. */
export const HAN_FAMILIES =
  table(`曾=zeng 单/單=shan 任=ren 解=xie 仇=qiu 区/區=ou 查=zha 朴=piao 翟=zhai 盖/蓋=ge 召=shao 冼=xian 员/員=yun 缪/繆=miao
  覃=qin 华/華=hua 黑=he 乐/樂=yue 种=chong 逄=pang 祭=zhai 隗=wei 秘=bi 长孙/長孫=zhangsun 尉迟/尉遲=yuchi 万俟=moqi 澹台=tantai
  令狐=linghu 沈=shen 盛=sheng 石=shi 葛=ge 宁/甯=ning 尹=yin 教=jiao 谌/諶=chen 晁=chao 乜=nie 佘=she 幺=yao 折=she 郗=xi 郇=xun
  俞=yu 於=yu 车/車=che 应/應=ying 柏=bai 贾/賈=jia 奇=qi 褚=chu 都=du 相=xiang 燕=yan 过=guo 牟=mou 曲=qu 占=zhan 强/強=qiang`);
