import type { Culture } from "./culture.js";
import { list, words } from "./words.js";

const polish: Culture = {
  name: "polish",
  weight: 3,
  countries: ["PL"],
  marriedNames: true,
  femaleFamily: (word) => ({ latin: word.latin.replace(/(sk|ck|dzk)i$/u, "$1a"), native: null }),
  female: words(
    "Anna Katarzyna Małgorzata Agnieszka Joanna Zofia Elżbieta Magdalena Łucja Paulina Żaneta Wioletta Beata",
  ),
  male: words(
    "Piotr Krzysztof Andrzej Tomasz Paweł Michał Łukasz Stanisław Grzegorz Wojciech Rafał Zbigniew Bartłomiej",
  ),
  family:
    words(`Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
    Kozłowski Mazur Jankowski Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król Wróbel Jabłoński`),
  rare: {
    starts: list(
      "Bar Biel Bor Brzez Chmiel Cis Czar Dob Gaj Górn Jas Kal Lip Łęcz Mał Ostrow Pod Rad Sad Sos Wil Zar",
    ),
    ends: list(
      "anowski czewski czyński ecki icki iński kowski nicki owiak owicz owski szewski wicki zyński ek ka",
    ),
  },
};

const hungarian: Culture = {
  name: "hungarian",
  weight: 2,
  countries: ["HU"],
  familyFirst: true,
  female: words(
    "Katalin Ilona Erzsébet Éva Zsuzsanna Ágnes Réka Eszter Dóra Enikő Tünde Piroska Boglárka Judit",
  ),
  male: words(
    "László István József Zoltán Gábor Attila Péter Tamás Balázs Ferenc Sándor Bence György Csaba Ákos",
  ),
  family:
    words(`Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros
    Oláh Simon Rácz Fekete Szilágyi Török Fehér Gál Kocsis Pintér Szűcs Sipos Lukács Biró`),
  rare: {
    starts: list("Bar Ber Bod Cser Dob Erd Fod Gyar Hajd Ker Kis Lenk Mak Ord Pal Sár Szár Tar Var Zal"),
    ends: list("aházi ányi ási egi ékesi élyi falvi házi ida laki mati ossy pataki szegi váradi völgyi"),
  },
};

const czech: Culture = {
  name: "czech",
  weight: 2,
  countries: ["CZ", "SK"],
  marriedNames: true,
  femaleFamily: (word) => ({
    latin: `${word.latin.replace(/(ek|ec)$/u, (end) => end[1] ?? "").replace(/ý$/u, "")}ová`,
    native: null,
  }),
  female: words("Jana Eva Hana Lenka Kateřina Lucie Věra Alena Zuzana Tereza Jiřina Růžena Ľubica Šárka"),
  male: words(
    "Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk Václav Ondřej Matěj Ľuboš Dušan",
  ),
  family: words(
    "Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Marek Kříž Šťastný Bartoš",
  ),
  rare: {
    starts: list(
      "Ben Blaž Dol Fiala Had Hav Hol Chal Jan Klim Kop Krat Lad Mach Ned Pros Rezn Sed Tich Vlč Zah Zelen",
    ),
    ends: list("ák áček ál án ata č eš ícha il ík ina íš oš ouš ta us"),
  },
};

const RUSSIAN_FEMALE_ENDING = /(ov|ev|in)$/u;

const russian: Culture = {
  name: "russian",
  weight: 5,
  countries: ["UA", "KZ", "RS", "BG", "DE"],
  marriedNames: true,
  femaleFamily: (word) =>
    RUSSIAN_FEMALE_ENDING.test(word.latin)
      ? { latin: `${word.latin}a`, native: word.native === null ? null : `${word.native}а` }
      : word,
  female:
    words(`Anna=Анна Elena=Елена Olga=Ольга Natalia=Наталья Irina=Ирина Tatiana=Татьяна Svetlana=Светлана
    Ekaterina=Екатерина Maria=Мария Yulia=Юлия Anastasia=Анастасия Ksenia=Ксения Daria=Дарья Polina=Полина`),
  male: words(`Aleksandr=Александр Sergey=Сергей Dmitry=Дмитрий Andrey=Андрей Alexey=Алексей Maxim=Максим Ivan=Иван
    Mikhail=Михаил Nikolay=Николай Vladimir=Владимир Pavel=Павел Oleg=Олег Yuri=Юрий Konstantin=Константин`),
  family: words(`Ivanov=Иванов Smirnov=Смирнов Kuznetsov=Кузнецов Popov=Попов Vasiliev=Васильев Petrov=Петров
    Sokolov=Соколов Mikhailov=Михайлов Novikov=Новиков Fedorov=Фёдоров Morozov=Морозов Volkov=Волков Alexeev=Алексеев
    Lebedev=Лебедев Semenov=Семёнов Egorov=Егоров Pavlov=Павлов Kozlov=Козлов Stepanov=Степанов Nikolaev=Николаев
    Orlov=Орлов Zakharov=Захаров Zaitsev=Зайцев Shevchenko=Шевченко Bondarenko=Бондаренко Kovalenko=Коваленко`),
  rare: {
    starts: list(
      "Abra Arkh Balak Bel Bort Vor Gavr Gor Gus Dan Dub Zhur Kal Kir Kru Lar Mal Nest Ost Pan Rod Sav Tim Fil",
    ),
    ends: list("akov anin atov danov eev elin enkov icheslav ilin inov itsyn nikov ovkin shin ukhin yanov"),
  },
};

const greek: Culture = {
  name: "greek",
  weight: 2,
  countries: ["GR"],
  female: words(
    "Maria=Μαρία Eleni=Ελένη Katerina=Κατερίνα Sofia=Σοφία Georgia=Γεωργία Ioanna=Ιωάννα Anastasia=Αναστασία",
  ),
  male: words(`Giorgos=Γιώργος Dimitris=Δημήτρης Nikos=Νίκος Kostas=Κώστας Yannis=Γιάννης Christos=Χρήστος
    Panagiotis=Παναγιώτης Vasilis=Βασίλης Thanasis=Θανάσης`),
  family:
    words(`Papadopoulos=Παπαδόπουλος Nikolaidis=Νικολαΐδης Georgiou=Γεωργίου Dimitriou=Δημητρίου Ioannou=Ιωάννου
    Karagiannis=Καραγιάννης Vlachos=Βλάχος Makris=Μακρής Antoniou=Αντωνίου Pappas=Παππάς Economou=Οικονόμου
    Angelopoulos=Αγγελόπουλος Samaras=Σαμαράς Kostopoulos=Κωστόπουλος Xenakis=Ξενάκης`),
  rare: {
    starts: list(
      "Alex Ana Andri Athan Chara Daska Dia Fili Gala Kalo Kara Konto Lamb Mavro Mich Pana Papa Stav Theo Zaf",
    ),
    ends: list("akis akos anidis atos elis ellis eris idis ikas iou itis onis opoulos oudis oulis"),
  },
};

const turkish: Culture = {
  name: "turkish",
  weight: 2,
  countries: ["TR"],
  female: words("Ayşe Fatma Zeynep Elif Merve Özge Gülşah Büşra Şeyma İrem Tuğba Selin Esra Ebru"),
  male: words("Mehmet Mustafa Ahmet Ali Hüseyin Murat Ömer Yusuf İbrahim Çağlar Oğuz Emre Burak Şükrü"),
  family: words(
    "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt",
  ),
  rare: {
    starts: list(
      "Ak Al Ar Ay Baş Bay Bel Boz Çak Dal Er Gök Gül Gün İn Kan Kar Kırm Ok Öz Sar Taş Tek Tür Ulu Yal",
    ),
    ends: list("alp baş can dağ demir er eş gül han ırmak kan kaya lı man oğlu soy taş tekin türk yürek"),
  },
};

const arabic: Culture = {
  name: "arabic",
  weight: 4,
  countries: ["AE", "EG", "MA", "JO"],
  particles: ["Al", "El", "Ben"],
  female: words(
    "Fatima=فاطمة Aisha=عائشة Maryam=مريم Layla=ليلى Noor=نور Salma=سلمى Huda=هدى Rania=رانيا Yasmin=ياسمين",
  ),
  male: words(`Mohammed=محمد Ahmed=أحمد Ali=علي Omar=عمر Youssef=يوسف Khalid=خالد Hassan=حسن Ibrahim=إبراهيم Tariq=طارق
    Karim=كريم Samir=سمير Abdullah=عبدالله Mustafa=مصطفى`),
  family: words(`Hassan=حسن Ali=علي Mansour=منصور Saleh=صالح Haddad=حداد Khalil=خليل Nasser=ناصر Farouk=فاروق
    Rahman=رحمن Sayed=سيد Masri=مصري Najjar=نجار Khoury=خوري Amrani=عمراني Tazi=تازي Hamdan=حمدان Qasim=قاسم`),
  rare: {
    starts: list(
      "Abba Ama Ash Bada Bash Dah Fay Gha Ham Haw Jab Kan Kha Lah Mah Naj Qad Raf Sab Sha Taw Zah Zay",
    ),
    ends: list("adi ani aoui ari awi bani dari gari hari khi lani mari nani ouni rawi shi wani zouri"),
  },
};

const indian: Culture = {
  name: "indian",
  weight: 8,
  countries: ["IN", "IN", "IN", "GB", "US"],
  female:
    words(`Priya Anjali Sunita Kavita Pooja Neha Divya Lakshmi Ananya Deepika Shreya Aishwarya Meera Sneha Swati
    Padma Revathi Nandini Ritu Geeta Vidya=विद्या Asha=आशा`),
  male: words(`Rajesh Amit Sanjay Vijay Suresh Ramesh Arjun Rahul Rohan Vikram Anil Manoj Karthik Venkatesh Srinivas
    Harish Aditya Siddharth Ganesh Nikhil Pranav Ravi=रवि Sunil=सुनील`),
  family:
    words(`Sharma Patel Singh Kumar Gupta Reddy Iyer Nair Rao Mehta Shah Joshi Desai Verma Agarwal Chatterjee
    Mukherjee Banerjee Das Bose Menon Pillai Krishnan Subramanian Naidu Kulkarni Deshpande Chaudhary Malhotra Kapoor
    Bhat Hegde Shetty Gowda Mishra Pandey Tiwari Yadav Jain Saxena`),
  rare: {
    starts: list(
      "Achar Baga Bhatta Chandra Dev Gan Hari Jaya Kal Kris Mad Maha Nara Pada Pra Raja Rama San Siva Sund Venka",
    ),
    ends: list("bhai dev gadu kar kumar lingam mani murthy nathan pati raj rajan swamy tharan vedi yan"),
  },
};

const chinese: Culture = {
  name: "chinese",
  weight: 6,
  countries: ["CN", "CN", "SG", "TW", "US"],
  familyFirst: true,
  composedGiven: true,
  female:
    words(`Mei=美 Li=丽 Xiu=秀 Ying=英 Hua=华 Hui=慧 Yan=燕 Jing=静 Xue=雪 Fang=芳 Lan=兰 Ting=婷 Na=娜 Min=敏
    Yu=玉 Qing=清 Shu=淑 Yue=月 Xin=欣 Zhen=珍 Ning=宁 Jia=佳`),
  male: words(`Wei=伟 Jun=军 Qiang=强 Lei=磊 Tao=涛 Ming=明 Chao=超 Yong=勇 Jie=杰 Bo=波 Hao=浩 Feng=峰 Gang=刚 Ping=平
    Peng=鹏 Hai=海 Bin=斌 Zhi=志 Jian=建 Guo=国 Wen=文 Xiang=翔 Long=龙 Kai=凯`),
  family:
    words(`Wang=王 Li=李 Zhang=张 Liu=刘 Chen=陈 Yang=杨 Huang=黄 Zhao=赵 Wu=吴 Zhou=周 Xu=徐 Sun=孙 Ma=马 Zhu=朱
    Hu=胡 Guo=郭 He=何 Lin=林 Gao=高 Luo=罗 Zheng=郑 Liang=梁 Xie=谢 Song=宋 Tang=唐 Han=韩 Feng=冯 Deng=邓 Cao=曹
    Peng=彭 Xiao=肖 Tian=田 Dong=董 Pan=潘 Yuan=袁 Jiang=蒋 Cai=蔡 Yu=余 Du=杜 Ye=叶 Cheng=程 Wei=魏 Su=苏 Lu=陆
    Ding=丁 Ren=任 Shen=沈 Yao=姚 Cui=崔 Zhong=钟 Tan=谭 Fan=范 Jin=金 Shi=石 Liao=廖 Jia=贾 Xia=夏 Fu=傅 Bai=白`),
};

const japanese: Culture = {
  name: "japanese",
  weight: 3,
  countries: ["JP"],
  familyFirst: true,
  female:
    words(`Yuko=裕子 Keiko=恵子 Akiko=明子 Sakura=さくら Yui=結衣 Haruka=遥 Misaki=美咲 Naoko=直子 Aoi=葵 Mayumi=真由美
    Tomoko=智子 Emi=恵美 Rina=里奈 Ayaka=彩香`),
  male: words(`Hiroshi=浩 Takashi=隆 Kenji=健二 Makoto=誠 Yuki=裕樹 Daisuke=大輔 Kazuki=和樹 Haruto=陽翔 Shota=翔太
    Naoki=直樹 Kenta=健太 Satoshi=聡 Taro=太郎 Ryo=亮`),
  family:
    words(`Sato=佐藤 Suzuki=鈴木 Takahashi=高橋 Tanaka=田中 Ito=伊藤 Watanabe=渡辺 Yamamoto=山本 Nakamura=中村
    Kobayashi=小林 Kato=加藤 Yoshida=吉田 Yamada=山田 Sasaki=佐々木 Matsumoto=松本 Inoue=井上 Kimura=木村 Hayashi=林
    Shimizu=清水 Saito=斎藤 Mori=森 Abe=阿部 Ikeda=池田 Hashimoto=橋本 Ishikawa=石川 Ogawa=小川 Okada=岡田`),
  rare: {
    starts: list(
      "Aki Ao Asa Fuji Fuku Hama Hara Hira Hoso Ichi Ishi Iwa Kami Kawa Kita Kuro Mae Matsu Miya Naka Nishi Oka Ono",
    ),
    ends: list(
      "be bara da gawa guchi hara hashi i jima kawa kura ma moto mura naga no numa saka saki shita ta tani ya yama zaki",
    ),
  },
};

const korean: Culture = {
  name: "korean",
  weight: 3,
  countries: ["KR"],
  familyFirst: true,
  composedGiven: true,
  female:
    words(`Ji=지 Woo=우 Seo=서 Yeon=연 Min=민 Ha=하 Eun=은 Soo=수 Jin=진 Hye=혜 Yu=유 Na=나 Da=다 Bo=보 Ram=람 Ye=예
    Rin=린 A=아 Young=영 Hee=희 Mi=미 Kyung=경`),
  male: words(`Min=민 Jun=준 Seo=서 Ji=지 Hoon=훈 Hyun=현 Woo=우 Sung=성 Dong=동 Jae=재 Won=원 Tae=태 Yang=양 Young=영
    Ho=호 Sang=상 Jin=진 Kyu=규 Seung=승 Chul=철 Hyuk=혁 Gi=기`),
  family:
    words(`Kim=김 Lee=이 Park=박 Choi=최 Jung=정 Kang=강 Cho=조 Yoon=윤 Jang=장 Lim=임 Han=한 Oh=오 Seo=서 Shin=신
    Kwon=권 Hwang=황 Ahn=안 Song=송 Hong=홍 Moon=문 Bae=배 Baek=백 Nam=남 Noh=노`),
};

const vietnamese: Culture = {
  name: "vietnamese",
  weight: 2,
  countries: ["VN"],
  familyFirst: true,
  composedGiven: true,
  female: words("Thị Ngọc Hương Lan Mai Thảo Trang Linh Hồng Hạnh Phương Yến Thu Bích Kim Ánh Diệu Quỳnh"),
  male: words("Văn Minh Hùng Dũng Tuấn Anh Đức Quang Nam Hải Long Sơn Thành Hiếu Khánh Trung Bảo Phúc"),
  family: words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Lương",
  ),
};

export const easternCultures: readonly Culture[] = [
  polish,
  hungarian,
  czech,
  russian,
  greek,
  turkish,
  arabic,
  indian,
  chinese,
  japanese,
  korean,
  vietnamese,
];

/** Other common Latin spellings of names that come from another script, both ways round. */
export const romanisations: ReadonlyMap<string, readonly string[]> = new Map(
  [
    "Mohammed Muhammad Mohamed",
    "Youssef Yusuf",
    "Hassan Hasan",
    "Sergey Sergei",
    "Dmitry Dmitri Dmitriy",
    "Andrey Andrei",
    "Alexey Aleksei",
    "Aleksandr Alexander",
    "Yulia Julia",
    "Natalia Natalya",
    "Tatiana Tatyana",
    "Yuri Yury",
    "Yannis Giannis",
    "Fedorov Fyodorov",
    "Alexeev Alekseev",
    "Ivanov Iwanow",
    "Jung Chung Jeong",
    "Cho Jo",
    "Yoon Yun",
    "Lim Im",
    "Sato Satou",
    "Ito Itoh",
    "Saito Saitoh",
  ].flatMap((line) => {
    const [usual = "", ...others] = line.split(" ");
    return [[usual, others]] satisfies [string, string[]][];
  }),
);
