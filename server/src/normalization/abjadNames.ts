import { table } from "./scriptNames.js";

/** Arabic, Persian and Urdu names as they are usually written in Latin letters; hamza and marks are left out. */
export const ARABIC =
  table(`محمد=muhammad احمد=ahmad محمود=mahmoud مصطفى/مصطفي=mustafa علي/على=ali حسن=hassan حسين=hussein
  عمر=omar عثمان=othman خالد=khaled يوسف=youssef ابراهيم=ibrahim اسماعيل=ismail عبدالله=abdullah عبد=abdul الله=allah
  عبدالرحمن=abdulrahman عبدالعزيز=abdulaziz عبدالكريم=abdulkarim طارق=tariq سعيد=said سعد=saad فهد=fahd فيصل=faisal ناصر=nasser
  سلمان=salman سلطان=sultan ماجد=majid وليد=walid سامي=sami كريم=karim رشيد=rashid راشد=rashid جمال=jamal كمال=kamal
  حمزة=hamza ياسين=yassin ياسر=yasser زيد=zaid زياد=ziad هشام=hisham عادل=adel ايمن=ayman انور=anwar بلال=bilal داود=daoud
  موسى=musa عيسى=issa صالح=saleh صلاح=salah منصور=mansour نبيل=nabil رامي=rami فادي=fadi مروان=marwan غسان=ghassan
  فاطمة=fatima عائشة=aisha خديجة=khadija مريم=mariam زينب=zainab ليلى=layla سارة=sara نور=nour هدى=huda امينة=amina سمية=sumaya
  رانيا=rania دينا=dina منى=mona سلمى=salma ياسمين=yasmin نادية=nadia سميرة=samira هالة=hala ريم=reem لينا=lina حنان=hanan
  بن=bin ابن=ibn بنت=bint ابو=abu حداد=haddad خوري=khoury نجار=najjar قاسم=qasim شريف=sharif حكيم=hakim مصري=masri
  سيد=sayed رحمن=rahman عزيز=aziz فارس=faris خطيب=khatib حمدان=hamdan غانم=ghanem عباس=abbas جابر=jaber قحطاني=qahtani
  غامدي=ghamdi حربي=harbi عتيبي=otaibi شمري=shammari زهراني=zahrani دوسري=dosari مالكي=maliki
  عنزي=enezi مطيري=mutairi شهري=shehri قرني=qarni سبيعي=subaie رشيدي=rashidi بلوي=balawi جهني=juhani سلمي=sulami ثقفي=thaqafi
  شريف=sharif هاشمي=hashemi منصوري=mansoori مزروعي=mazrouei كعبي=kaabi شامسي=shamsi نعيمي=nuaimi كتبي=ketbi ظاهري=dhaheri
  سويدي=suwaidi فلاسي=falasi مهيري=mheiri مري=marri كواري=kuwari هاجري=hajri عجمي=ajmi رميحي=rumaihi سليطي=sulaiti تميمي=tamimi
  بوسعيدي=busaidi بلوشي=balushi حارثي=harthi رواحي=rawahi شيخ=sheikh سالم=salem سليم=salim سلامة=salama عطية=attia غنيم=ghoneim
  فتحي=fathi فوزي=fawzi شوقي=shawki صبري=sabri لطفي=lotfi حسني=hosni مجدي=magdi يحيى/يحيي=yahya زكريا=zakaria ادريس=idris
  يونس=younis ايوب=ayoub هارون=haroun هاشم=hashem قيس=qais ليث=laith معاذ=muath انس=anas اسامة=osama اسلام=islam ايهاب=ehab
  باسم=bassem تامر=tamer جاسم=jassim حاتم=hatem حازم=hazem حامد=hamed حمد=hamad حميد=hamid خليل=khalil خليفة=khalifa رائد=raed
  رايد=raed رضا=reda رؤوف=raouf رشاد=rashad رمضان=ramadan زاهر=zaher سيف=saif شادي=shadi شريفة=sharifa صادق=sadiq صابر=saber
  طه=taha طلال=talal عاصم=assem عامر=amer عبيد=obaid عصام=essam عفيف=afif علاء=alaa عماد=imad عمار=ammar عمرو=amr غازي=ghazi فؤاد=fouad
  فواد=fouad فاروق=farouk كاظم=kazem لؤي=louay لوي=louay مالك=malik مازن=mazen محسن=mohsen مراد=murad مسعود=masoud معتز=moataz
  منذر=munther منير=munir مهدي=mahdi مهند=mohannad مؤمن=momen مومن=momen نادر=nader نايف=naif نزار=nizar نجيب=najib نواف=nawaf
  هاني=hani هيثم=haitham وائل=wael وايل=wael وسام=wissam وسيم=wassim ياسمين=yasmin امل=amal اميرة=amira اسماء=asmaa الهام=ilham
  انتصار=intisar ايمان=iman بشرى=bushra جميلة=jamila حسناء=hasnaa حصة=hessa خلود=khulood دانة=dana دعاء=doaa رغد=raghad رنا=rana
  رندا=randa روان=rawan ريما=rima زهرة=zahra زهراء=zahraa سعاد=suad سلوى=salwa سمر=samar سناء=sanaa سهام=siham سوسن=sawsan شيماء=shaimaa
  صفاء=safaa عبير=abeer علياء=alia عزة=azza غادة=ghada فريدة=farida فرح=farah كوثر=kawthar لطيفة=latifa لمياء=lamia لبنى=lubna مها=maha
  منال=manal موزة=moza ميساء=maysaa ندى=nada نجلاء=najla نهى=noha نورة=noura نورا=noura هبة=heba هند=hind وفاء=wafaa يسرى=yusra
  بكر=bakr رحيم=rahim جليل=jalil لطيف=latif غفور=ghafour مجيد=majeed وهاب=wahab صمد=samad ستار=sattar قادر=qadir هادي=hadi رزاق=razzaq
  عبدالله=abdullah بنعلي=benali بوعزيز=bouaziz عمراني=amrani علوي=alaoui ادريسي=idrissi فاسي=fassi بناني=bennani تازي=tazi منصف=moncef
  رضايي=rezaei كريمي=karimi حسيني=hosseini محمدي=mohammadi احمدي=ahmadi موسوي=mousavi جعفري=jafari رحيمي=rahimi حيدري=heydari
  قاسمي=ghasemi ابراهيمي=ebrahimi اكبري=akbari صادقي=sadeghi نوري=nouri مرادي=moradi سليماني=soleimani حسني=hassani يوسفي=yousefi
  شيرازي=shirazi تهراني=tehrani اصفهاني=esfahani كرماني=kermani تبريزي=tabrizi زارعي=zarei باقري=bagheri اميني=amini عباسي=abbasi
  صالحي=salehi كاظمي=kazemi نجفي=najafi عليزاده=alizadeh حسينزاده=hosseinzadeh رستمي=rostami فرهادي=farhadi قربانی=ghorbani قرباني=ghorbani
  شريفي=sharifi طاهري=taheri رضا=reza علی=ali مهدی=mahdi امير=amir زهرا=zahra مريم=maryam فاطمه=fatemeh معصومه=masoumeh سميه=somayeh
  ليلا=leila نرگس=narges شيرين=shirin پريسا=parisa مينا=mina نازنين=nazanin نيلوفر=niloufar آرش=arash ارش=arash بهرام=bahram
  بهزاد=behzad پيمان=peyman پرويز=parviz جواد=javad داريوش=dariush رامين=ramin سياوش=siavash سهراب=sohrab شهرام=shahram
  شاهين=shahin فرهاد=farhad فريدون=fereydoun كامران=kamran كوروش=kourosh كيان=kian مجتبی=mojtaba مجتبي=mojtaba مسعود=masoud نادر=nader
  هوشنگ=houshang ياشار=yashar سعيد=saeed حميد=hamid خان=khan بيگم=begum چودهری=chaudhry قريشي=qureshi صديقي=siddiqui مليك=malik
  عائشه=aisha زينت=zeenat شاهد=shahid عمران=imran نويد=naveed وقار=waqar جاويد=javed اقبال=iqbal شهزاد=shahzad بٹ=butt اعوان=awan`);

/** Hebrew names as they are usually written in Latin letters. */
export const HEBREW =
  table(`כהן=cohen לוי=levi מזרחי=mizrahi פרץ=peretz ביטון=biton דהן=dahan אברהם=avraham פרידמן=friedman
  מלכה=malka אזולאי=azoulay כץ=katz יוסף=yosef דוד=david עמר=amar אוחיון=ohayon חדד=hadad גבאי=gabay אדרי=edri לביא=lavi
  טל=tal שפירא=shapira קליין=klein רוזנברג=rosenberg גולדברג=goldberg ברק=barak גולן=golan שרון=sharon ברגר=berger שוורץ=schwartz
  משה=moshe יעקב=yaakov יצחק=yitzhak שרה=sara רבקה=rivka רחל=rachel לאה=leah מרים=miriam חנה=hana אסתר=esther נועה=noa תמר=tamar
  מאיה=maya יעל=yael שירה=shira מיכל=michal דניאל=daniel מיכאל=michael אריאל=ariel איתי=itay עומר=omer נועם=noam אורי=uri יהודה=yehuda
  שמואל=shmuel אליהו=eliyahu חיים=haim גיל=gil רון=ron אלון=alon עידו=ido יונתן=yonatan בנימין=binyamin שלמה=shlomo עמית=amit ליאור=lior
  ענת=anat רונית=ronit דנה=dana הילה=hila אורית=orit גלית=galit ורד=vered בן=ben בר=bar אלכסנדר=alexander
  אהרון/אהרן=aharon אבי=avi אביב=aviv אביגיל=avigail אבנר=avner אדם=adam אהוד=ehud אופיר=ofir אורן=oren אורלי=orly איילת/אילת=ayelet
  אילן=ilan אילנה=ilana אלה=ella אלי=eli אמיר=amir אסף=asaf אפרת=efrat ארז=erez אריה=arie אתי=eti בועז=boaz ברכה=bracha גבריאל=gabriel
  גדעון=gideon גיא=guy גילה=gila גל=gal גלעד=gilad דבורה=dvora דורון=doron דורית=dorit דן=dan דנית=danit דפנה=dafna דרור=dror הדס=hadas
  הדר=hadar הראל=harel זאב=zeev זהבה=zehava חגית=hagit חן=hen טליה=talia יהונתן=yehonatan יהושע=yehoshua יואב=yoav יוני=yoni יורם=yoram
  ינון=yinon יפה=yafa יפעת=yifat ירון=yaron ישי=yishai ישראל=israel יובל=yuval כרמל=carmel כרמית=carmit לימור=limor לירון=liron מאור=maor
  מאיר=meir מור=mor מורן=moran מירי=miri מלכיאל=malkiel מנחם=menachem מרדכי=mordechai מתן=matan נאוה=nava נדב=nadav נורית=nurit ניר=nir
  נמרוד=nimrod נעמי=naomi נתן=natan סיגל=sigal סמדר=smadar עדי=adi עדן=eden עוזי=uzi עופר=ofer עמוס=amos עמיר=amir ענבל=inbal עפרה=ofra
  פנחס=pinchas פנינה=pnina צבי=zvi ציפורה=tzipora קרן=keren ראובן=reuven רבקה=rivka רונן=ronen רועי=roi רותי=ruti רות=ruth רחמים=rahamim
  רם=ram רן=ran רפאל=rafael שאול=shaul שגיא=sagi שולמית=shulamit שחר=shachar שי=shai שיר=shir שלומי=shlomi שמעון=shimon שני=shani שקד=shaked
  תומר=tomer תום=tom אברמוביץ=abramovich אהרונוביץ=aharonovich אלבז=elbaz אשכנזי=ashkenazi בכר=bachar ברגמן=bergman
  גוטמן=gutman גולדשטיין=goldstein גרוס=gross גרין=green גרינברג=greenberg דיין=dayan הופמן=hoffman הורוביץ=horowitz הלוי=halevi וייס=weiss
  וקנין=vaknin זילברמן=silberman חזן=hazan טולדנו=toledano יעקבי=yaakobi כהנא=kahana לנדאו=landau מור=mor מימון=maimon מלמד=melamed
  נחום=nachum סגל=segal סויסה=swissa עוז=oz פלדמן=feldman פרידמן=friedman פישר=fischer צור=tzur קפלן=kaplan קרמר=kramer רוזן=rosen
  רוזנטל=rosenthal רוזנפלד=rosenfeld רוט=roth רובין=rubin שושן=shoshan שטיין=stein שטרן=stern שמיר=shamir ששון=sasson תורג'מן=turgeman`);
