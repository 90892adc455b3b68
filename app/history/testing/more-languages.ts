import {mailLanguages} from "../mail-languages.ts";
import type {Language} from "./languages.ts";

/** Twenty-six more languages for made threads, shorter than the first nine. All sentences are written for these tests. */
interface Short {
    readonly code: string;
    readonly person: string;
    readonly other: string;
    readonly own: readonly string[];
    readonly theirs: readonly string[];
    readonly greeting: readonly string[];
    readonly closing: readonly string[];
    readonly phone: readonly string[];
    /** between day and time */
    readonly at: string;
    readonly gmail: string;
    readonly apple: string;
    /** without an address */
    readonly plain: string;
}

/** languages whose header blocks and device lines no rule knew before the table of `mail-languages.ts` */
export const newLanguages = ["bg", "et", "hr", "id", "lt", "lv", "sl", "th", "vi", "sr"] as const;

const english = ["This message is confidential and intended solely for the addressee."];

function language(short: Short): Language {
    const row = mailLanguages.find(({code}) => code === short.code);
    if (row === undefined) throw new RangeError(`No language ${short.code} in the table`);
    const first = (words: string): string => words.split("|")[0] ?? "";
    return {
        ...short,
        disclaimer: english,
        contact: [
            ["Lindgren & Partner Ltd", "Tel: +372 555 0142", "www.lindgren.example"],
            ["+48 22 555 01 42", "office@lindgren.example"]
        ],
        subject: ["Plan 2", "Re: plan"],
        labels: {from: first(row.from), sent: first(row.sent), to: first(row.to), subject: first(row.subject), date: first(row.date)},
        original: row.original.split("|"),
        forwarded: row.forwarded.split("|"),
        beginForwarded: row.begin === "" ? "Begin forwarded message:" : `${first(row.begin)}:`,
        thunderbird: short.plain,
        roundcube: short.plain,
        yahoo: short.apple
    };
}

export const moreLanguages: readonly Language[] = (
    [
        {
            code: "sv",
            person: "Maja Ek",
            other: "Olle Berg",
            own: [
                "Jag läste utkastet i morse och det är bra.",
                "Kan vi flytta mötet till torsdag?",
                "Takten är för hög, tycker jag.",
                "På måndag är jag i arkivet."
            ],
            theirs: ["Har du hunnit läsa mitt utkast?", "Här är planen för trädgården."],
            greeting: ["Hej Olle,", "Hej!"],
            closing: ["Vänliga hälsningar", "Mvh"],
            phone: ["Skickat från min iPhone", "Skickat från Outlook för Android", "Hämta Outlook för iOS"],
            at: " kl. ",
            gmail: "Den {date} skrev {who}:",
            apple: "{date} skrev {who}:",
            plain: "Den {date} skrev {name}:"
        },
        {
            code: "da",
            person: "Freja Holm",
            other: "Jens Toft",
            own: [
                "Jeg læste udkastet i morges, og det er godt.",
                "Kan vi flytte mødet til torsdag?",
                "Den plan kan jeg lide.",
                "På mandag er jeg i arkivet."
            ],
            theirs: ["Har du nået at læse mit udkast?", "Her er planen for haven."],
            greeting: ["Hej Jens,", "Kære Jens"],
            closing: ["Med venlig hilsen", "Mvh"],
            phone: ["Sendt fra min iPhone", "Sendt fra Outlook til Android", "Hent Outlook til iOS"],
            at: " kl. ",
            gmail: "Den {date} skrev {who}:",
            apple: "Den {date} skrev {who}:",
            plain: "Den {date} skrev {name}:"
        },
        {
            code: "nb",
            person: "Ingrid Vik",
            other: "Knut Moe",
            own: [
                "Jeg leste utkastet i dag tidlig, og det er bra.",
                "Kan vi flytte møtet til torsdag?",
                "Den planen liker jeg.",
                "På mandag er jeg i arkivet."
            ],
            theirs: ["Har du rukket å lese utkastet mitt?", "Her er planen for hagen."],
            greeting: ["Hei Knut,", "Hei!"],
            closing: ["Vennlig hilsen", "Mvh"],
            phone: ["Sendt fra min iPhone", "Sendt fra Outlook for Android", "Hent Outlook for iOS"],
            at: " kl. ",
            gmail: "{date} skrev {who}:",
            apple: "Den {date} skrev {who}:",
            plain: "På {date} skrev {name}:"
        },
        {
            code: "fi",
            person: "Aino Salo",
            other: "Ville Laine",
            own: [
                "Luin luonnoksen aamulla ja se on hyvä.",
                "Voimmeko siirtää kokouksen torstaille?",
                "Maanantaina olen arkistossa.",
                "Katto vuotaa taas, kuten hän kirjoitti."
            ],
            theirs: ["Ehditkö lukea luonnokseni?", "Tässä on puutarhan suunnitelma."],
            greeting: ["Hei Ville,", "Moi"],
            closing: ["Ystävällisin terveisin", "Terveisin"],
            phone: ["Lähetetty iPhonesta", "Lähetetty Outlook for Androidista", "Hanki Outlook for iOS"],
            at: " klo ",
            gmail: "{date} {who} kirjoitti:",
            apple: "{who} kirjoitti {date}:",
            plain: "{name} kirjoitti {date}:"
        },
        {
            code: "pl",
            person: "Zofia Nowak",
            other: "Jan Kos",
            own: [
                "Przeczytałam szkic dziś rano i jest dobry.",
                "Czy możemy przełożyć spotkanie na czwartek?",
                "W poniedziałek jestem w archiwum.",
                "Do zobaczenia na miejscu."
            ],
            theirs: ["Czy zdążyłaś przeczytać mój szkic?", "Przesyłam plan ogrodu."],
            greeting: ["Cześć Janie,", "Dzień dobry,"],
            closing: ["Pozdrawiam", "Z poważaniem"],
            phone: ["Wysłane z iPhone'a", "Wysłane z programu Outlook dla systemu Android", "Pobierz program Outlook dla systemu iOS"],
            at: " o ",
            gmail: "{date} {who} napisał(a):",
            apple: "Wiadomość napisana przez {who} w dniu {date}:",
            plain: "W dniu {date}, {name} pisze:"
        },
        {
            code: "cs",
            person: "Eva Malá",
            other: "Petr Hora",
            own: [
                "Návrh jsem četla ráno a je dobrý.",
                "Můžeme schůzku přesunout na čtvrtek?",
                "V pondělí jsem v archivu.",
                "Od té doby nic nepřišlo."
            ],
            theirs: ["Stihla jsi přečíst můj návrh?", "Posílám plán zahrady."],
            greeting: ["Ahoj Petře,", "Dobrý den,"],
            closing: ["S pozdravem", "Děkuji"],
            phone: ["Odesláno z iPhonu", "Odesláno z Outlooku pro Android", "Získat Outlook pro iOS"],
            at: " v ",
            gmail: "{date} odesílatel {who} napsal:",
            apple: "{date}, {who}:",
            plain: "Dne {date} napsal(a) {name}:"
        },
        {
            code: "sk",
            person: "Jana Biela",
            other: "Peter Kráľ",
            own: [
                "Návrh som čítala ráno a je dobrý.",
                "Môžeme stretnutie presunúť na štvrtok?",
                "V pondelok som v archíve.",
                "Od vtedy nič neprišlo."
            ],
            theirs: ["Stihla si prečítať môj návrh?", "Posielam plán záhrady."],
            greeting: ["Ahoj Peter,", "Dobrý deň,"],
            closing: ["S pozdravom", "Ďakujem"],
            phone: ["Odoslané z iPhonu", "Odoslané z Outlooku pre Android", "Získať Outlook pre iOS"],
            at: " o ",
            gmail: "{date} {who} napísal(a):",
            apple: "{date} používateľ {who} napísal:",
            plain: "Dňa {date} {name} napísal(a):"
        },
        {
            code: "hu",
            person: "Ilona Varga",
            other: "Bence Kis",
            own: [
                "Ma reggel olvastam a vázlatot, és tetszik.",
                "Áttehetjük a találkozót csütörtökre?",
                "Hétfőn a levéltárban vagyok.",
                "A tető megint beázik, ahogy írta."
            ],
            theirs: ["Volt időd elolvasni a vázlatomat?", "Küldöm a kert tervét."],
            greeting: ["Szia Bence,", "Kedves Bence!"],
            closing: ["Üdvözlettel", "Üdv,"],
            phone: ["iPhone-omról küldve", "Az Outlook letöltése Androidra", "Az Outlook letöltése iOS-re"],
            at: " ",
            gmail: "{who} ezt írta (időpont: {date}):",
            apple: "{date} időpontban {who} ezt írta:",
            plain: "{date} keltezéssel, {name} írta:"
        },
        {
            code: "ro",
            person: "Ioana Pop",
            other: "Radu Stan",
            own: [
                "Am citit schița dimineață și este bună.",
                "Putem muta întâlnirea pe joi?",
                "Luni sunt la arhivă.",
                "De la gară mergem pe jos."
            ],
            theirs: ["Ai apucat să citești schița mea?", "Iată planul grădinii."],
            greeting: ["Bună Radu,", "Salut,"],
            closing: ["Cu stimă", "Mulțumesc,"],
            phone: ["Trimis de pe iPhone-ul meu", "Trimis din Outlook pentru Android", "Obțineți Outlook pentru iOS"],
            at: " la ",
            gmail: "Pe {date}, {who} a scris:",
            apple: "Pe {date}, {who} a scris:",
            plain: "La {date}, {name} a scris:"
        },
        {
            code: "ru",
            person: "Вера Лунина",
            other: "Олег Сухов",
            own: [
                "Я прочла черновик утром, он хорош.",
                "Можем ли мы перенести встречу на четверг?",
                "В понедельник я в архиве.",
                "От вокзала идём пешком."
            ],
            theirs: ["Ты успела прочитать мой черновик?", "Вот план сада."],
            greeting: ["Привет, Олег!", "Здравствуйте,"],
            closing: ["С уважением,", "Спасибо"],
            phone: ["Отправлено с iPhone", "Отправлено из мобильной Яндекс.Почты", "Скачать Outlook для Android"],
            at: " г. в ",
            gmail: "{date}, {who}:",
            apple: "{date}, {who} написал(а):",
            plain: "{date} {name} пишет:"
        },
        {
            code: "uk",
            person: "Леся Гай",
            other: "Тарас Кок",
            own: [
                "Я прочитала чернетку вранці, вона добра.",
                "Чи можемо перенести зустріч на четвер?",
                "У понеділок я в архіві.",
                "Від вокзалу йдемо пішки."
            ],
            theirs: ["Чи встигла ти прочитати мою чернетку?", "Ось план саду."],
            greeting: ["Привіт, Тарасе!", "Вітаю,"],
            closing: ["З повагою,", "Дякую"],
            phone: ["Надіслано з iPhone", "Надіслано з мого Samsung Galaxy", "Отримати Outlook для Android"],
            at: " р. о ",
            gmail: "{date} {who} пише:",
            apple: "{date} {who} написав(-ла):",
            plain: "{date} {name} пише:"
        },
        {
            code: "bg",
            person: "Мила Донева",
            other: "Иво Петков",
            own: [
                "Прочетох черновата сутринта и е добра.",
                "Можем ли да преместим срещата за четвъртък?",
                "В понеделник съм в архива.",
                "До гарата вървим пеша."
            ],
            theirs: ["Успя ли да прочетеш черновата ми?", "Ето плана на градината."],
            greeting: ["Здравей, Иво,", "Здравейте,"],
            closing: ["Поздрави,", "С уважение"],
            phone: ["Изпратено от моя iPhone", "Изпратено от Outlook за Android", "Изпратено от Mail за Windows"],
            at: " г. в ",
            gmail: "На {date} {who} написа:",
            apple: "На {date}, {who} написа:",
            plain: "На {date}, {name} написа:"
        },
        {
            code: "el",
            person: "Ελένη Βέρρα",
            other: "Νίκος Ράλλης",
            own: [
                "Διάβασα το προσχέδιο το πρωί και είναι καλό.",
                "Μπορούμε να μεταφέρουμε τη συνάντηση στην Πέμπτη;",
                "Τη Δευτέρα είμαι στο αρχείο.",
                "Από τον σταθμό πάμε με τα πόδια."
            ],
            theirs: ["Πρόλαβες να διαβάσεις το προσχέδιό μου;", "Ορίστε το σχέδιο του κήπου."],
            greeting: ["Γεια σου Νίκο,", "Καλημέρα,"],
            closing: ["Με εκτίμηση", "Ευχαριστώ"],
            phone: ["Στάλθηκε από το iPhone μου", "Αποστολή από το Outlook για Android", "Λήψη του Outlook για iOS"],
            at: " στις ",
            gmail: "Στις {date}, ο χρήστης {who} έγραψε:",
            apple: "Στις {date}, {who} έγραψε:",
            plain: "Στις {date}, ο/η {name} έγραψε:"
        },
        {
            code: "tr",
            person: "Elif Kaya",
            other: "Can Demir",
            own: [
                "Taslağı bu sabah okudum, güzel olmuş.",
                "Toplantıyı perşembeye alabilir miyiz?",
                "Pazartesi arşivdeyim.",
                "Çatı yine akıyor diye yazmıştı."
            ],
            theirs: ["Taslağımı okumaya vaktin oldu mu?", "Bahçenin planını gönderiyorum."],
            greeting: ["Merhaba Can,", "Selam,"],
            closing: ["Saygılarımla", "Teşekkürler"],
            phone: ["iPhone'umdan gönderildi", "Android için Outlook'tan gönderildi", "Samsung Galaxy akıllı telefonumdan gönderildi."],
            at: " ",
            gmail: "{who}, {date} tarihinde şunu yazdı:",
            apple: "{who} şunları yazdı ({date}):",
            plain: "{name}, {date} tarihinde şunu yazdı:"
        },
        {
            code: "ar",
            person: "ليلى حداد",
            other: "سامي نجار",
            own: [
                "قرأت المسودة هذا الصباح وهي جيدة.",
                "هل يمكننا نقل الاجتماع إلى الخميس؟",
                "يوم الاثنين سأكون في الأرشيف.",
                "من المحطة نمشي على الأقدام."
            ],
            theirs: ["هل تمكنت من قراءة مسودتي؟", "هذه خطة الحديقة."],
            greeting: ["مرحبا سامي،", "عزيزي سامي،"],
            closing: ["مع التحية", "تحياتي،"],
            phone: ["أُرسلت من الـ iPhone", "مُرسل من هاتفي Samsung Galaxy", "احصل على Outlook لـ Android"],
            at: " في ",
            gmail: "في {date} تمت كتابة ما يلي بواسطة {who}:",
            apple: "في {date}، كتب {who}:",
            plain: "في {date}، كتب {name}:"
        },
        {
            code: "he",
            person: "נועה לוי",
            other: "יואב כץ",
            own: ["קראתי את הטיוטה הבוקר והיא טובה.", "אפשר להעביר את הפגישה ליום חמישי?", "ביום שני אני בארכיון.", "מהתחנה נלך ברגל."],
            theirs: ["הספקת לקרוא את הטיוטה שלי?", "הנה התוכנית של הגינה."],
            greeting: ["היי יואב,", "שלום יואב,"],
            closing: ["בברכה,", "תודה,"],
            phone: ["נשלח מה-iPhone שלי", "נשלח מ-Outlook עבור Android", "נשלח מהטלפון הנייד שלי Samsung Galaxy"],
            at: " ב-",
            gmail: "בתאריך {date} מאת {who}:",
            apple: "ב-{date}, {who} כתב/ה:",
            plain: "בתאריך {date}, {name} כתב:"
        },
        {
            code: "ko",
            person: "김하늘",
            other: "박도윤",
            own: [
                "오늘 아침에 초안을 읽었는데 좋습니다.",
                "회의를 목요일로 옮길 수 있을까요?",
                "월요일에는 자료실에 있습니다.",
                "역에서 걸어가면 됩니다."
            ],
            theirs: ["제 초안을 읽어 보셨나요?", "정원 계획을 보냅니다."],
            greeting: ["도윤님,", "안녕하세요,"],
            closing: ["감사합니다.", "감사합니다"],
            phone: ["나의 iPhone에서 보냄", "Android용 Outlook 다운로드", "내 Galaxy 휴대폰에서 보낸 메일입니다"],
            at: " ",
            gmail: "{date}, {who}님이 작성:",
            apple: "{date}, {who}님이 작성:",
            plain: "{date}에 {name}이(가) 쓴 글:"
        },
        {
            code: "et",
            person: "Liis Tamm",
            other: "Mart Kask",
            own: [
                "Lugesin mustandi hommikul läbi ja see on hea.",
                "Kas saame kohtumise neljapäevale tõsta?",
                "Esmaspäeval olen arhiivis.",
                "Katus laseb jälle läbi, nagu ta kirjutas."
            ],
            theirs: ["Kas jõudsid mu mustandit lugeda?", "Saadan aia plaani."],
            greeting: ["Tere Mart,", "Hei Mart"],
            closing: ["Lugupidamisega", "Tervitades"],
            phone: ["Saadetud minu iPhone'ist", "Saadetud Outlook for Androidist", "Saadetud minu Samsung Galaxy nutitelefonist."],
            at: " kell ",
            gmail: "Kuupäev {date} kirjutas kasutaja {who}:",
            apple: "{who} kirjutas {date}:",
            plain: "{name} kirjutas {date}:"
        },
        {
            code: "lv",
            person: "Ilze Kalna",
            other: "Janis Ozols",
            own: [
                "Melnrakstu izlasīju no rīta, un tas ir labs.",
                "Vai varam pārcelt tikšanos uz ceturtdienu?",
                "Pirmdien esmu arhīvā.",
                "No stacijas ejam kājām."
            ],
            theirs: ["Vai paspēji izlasīt manu melnrakstu?", "Sūtu dārza plānu."],
            greeting: ["Sveiks, Jāni!", "Labdien,"],
            closing: ["Ar cieņu", "Paldies"],
            phone: ["Nosūtīts no mana iPhone", "Nosūtīts no Outlook darbam ar Android", "Nosūtīts no mana Samsung Galaxy viedtālruņa."],
            at: ", plkst. ",
            gmail: "{date} — lietotājs {who} rakstīja:",
            apple: "{date} {who} rakstīja:",
            plain: "{date}, {name} rakstīja:"
        },
        {
            code: "lt",
            person: "Rasa Kairė",
            other: "Jonas Petras",
            own: [
                "Juodraštį perskaičiau ryte, jis geras.",
                "Ar galime perkelti susitikimą į ketvirtadienį?",
                "Pirmadienį būsiu archyve.",
                "Nuo stoties eisime pėsčiomis."
            ],
            theirs: ["Ar spėjai perskaityti mano juodraštį?", "Siunčiu sodo planą."],
            greeting: ["Labas, Jonai,", "Sveiki,"],
            closing: ["Pagarbiai", "Ačiū"],
            phone: ["Išsiųsta iš mano iPhone", "Išsiųsta iš „Outlook“, skirtos „Android“", "Išsiųsta iš Samsung Galaxy"],
            at: " ",
            gmail: "{date}, {who} rašė:",
            apple: "{who} parašė {date}:",
            plain: "{date}, {name} rašė:"
        },
        {
            code: "hr",
            person: "Ana Babić",
            other: "Ivan Horvat",
            own: [
                "Nacrt sam pročitala jutros i dobar je.",
                "Možemo li sastanak premjestiti na četvrtak?",
                "U ponedjeljak sam u arhivu.",
                "Od kolodvora idemo pješice."
            ],
            theirs: ["Jesi li stigla pročitati moj nacrt?", "Šaljem plan vrta."],
            greeting: ["Bok Ivane,", "Poštovani,"],
            closing: ["Srdačan pozdrav", "Lijep pozdrav,"],
            phone: ["Poslano s mog iPhonea", "Poslano iz aplikacije Outlook za Android", "Poslano s mog Samsung Galaxy pametnog telefona."],
            at: " u ",
            gmail: "{date} {who} napisao je:",
            apple: "{who} napisao je {date}:",
            plain: "Dana {date}, {name} je napisao:"
        },
        {
            code: "sr",
            person: "Ана Ђурић",
            other: "Марко Илић",
            own: [
                "Нацрт сам прочитала јутрос и добар је.",
                "Можемо ли састанак да померимо за четвртак?",
                "У понедељак сам у архиву.",
                "Од станице идемо пешке."
            ],
            theirs: ["Јеси ли стигла да прочиташ мој нацрт?", "Шаљем план баште."],
            greeting: ["Здраво Марко,", "Поштовани,"],
            closing: ["Срдачан поздрав", "Поздрав,"],
            phone: ["Послато са мог iPhone-а", "Послато из апликације Outlook за Android", "Послато са мог Samsung Galaxy уређаја"],
            at: " у ",
            gmail: "{date} {who} је написао/ла:",
            apple: "{date}, {who} је написао/ла:",
            plain: "Дана {date}, {name} је написао/ла:"
        },
        {
            code: "sl",
            person: "Maja Kos",
            other: "Luka Zupan",
            own: [
                "Osnutek sem prebrala zjutraj in je dober.",
                "Lahko sestanek prestavimo na četrtek?",
                "V ponedeljek sem v arhivu.",
                "Od postaje gremo peš."
            ],
            theirs: ["Si utegnila prebrati moj osnutek?", "Pošiljam načrt vrta."],
            greeting: ["Živjo Luka,", "Pozdravljeni,"],
            closing: ["Lep pozdrav", "LP,"],
            phone: ["Poslano iz mojega iPhona", "Poslano iz Outlooka za Android", "Poslano z mojega telefona Samsung Galaxy"],
            at: " ob ",
            gmail: "V V {date} je oseba {who} napisala:",
            apple: "{who} je {date} napisal:",
            plain: "Dne {date} je {name} napisal:"
        },
        {
            code: "ca",
            person: "Núria Puig",
            other: "Pau Roca",
            own: [
                "He llegit l'esborrany aquest matí i m'agrada.",
                "Podem passar la reunió a dijous?",
                "Dilluns seré a l'arxiu.",
                "De l'estació hi anem a peu."
            ],
            theirs: ["Has pogut llegir el meu esborrany?", "T'envio el pla del jardí."],
            greeting: ["Hola Pau,", "Benvolgut Pau,"],
            closing: ["Salutacions,", "Gràcies"],
            phone: ["Enviat des del meu iPhone", "Enviat des de l'Outlook per a Android", "Enviat amb el meu Samsung Galaxy"],
            at: " a les ",
            gmail: "Missatge de {who} del dia {date}:",
            apple: "El {date}, {who} va escriure:",
            plain: "El {date}, {name} va escriure:"
        },
        {
            code: "id",
            person: "Dewi Sari",
            other: "Budi Wijaya",
            own: [
                "Saya sudah membaca drafnya tadi pagi dan bagus.",
                "Bisakah rapat dipindah ke hari Kamis?",
                "Hari Senin saya di arsip.",
                "Dari stasiun kita jalan kaki."
            ],
            theirs: ["Sempatkah membaca draf saya?", "Ini rencana kebunnya."],
            greeting: ["Halo Budi,", "Pak Budi,"],
            closing: ["Salam,", "Terima kasih"],
            phone: ["Dikirim dari iPhone saya", "Dapatkan Outlook untuk Android", "Dikirim dari smartphone Samsung Galaxy saya."],
            at: " pukul ",
            gmail: "Pada tanggal {date} {who} menulis:",
            apple: "Pada {date}, {who} menulis:",
            plain: "Pada {date}, {name} menulis:"
        },
        {
            code: "vi",
            person: "Lan Nguyễn",
            other: "Minh Trần",
            own: [
                "Tôi đã đọc bản nháp sáng nay và thấy ổn.",
                "Ta dời cuộc họp sang thứ Năm được không?",
                "Thứ Hai tôi ở kho lưu trữ.",
                "Từ nhà ga ta đi bộ."
            ],
            theirs: ["Bạn đã đọc bản nháp của tôi chưa?", "Đây là kế hoạch khu vườn."],
            greeting: ["Chào Minh,", "Minh thân mến,"],
            closing: ["Trân trọng,", "Cảm ơn"],
            phone: ["Đã gửi từ iPhone của tôi", "Tải Outlook cho Android", "Được gửi từ điện thoại thông minh Samsung Galaxy của tôi."],
            at: " vào lúc ",
            gmail: "Vào {date} {who} đã viết:",
            apple: "Vào {date}, {who} đã viết:",
            plain: "Vào {date}, {name} đã viết:"
        },
        {
            code: "th",
            person: "มาลี ใจดี",
            other: "สมชาย แก้ว",
            own: ["อ่านร่างเมื่อเช้าแล้ว ดีมาก", "เลื่อนประชุมไปวันพฤหัสบดีได้ไหม", "วันจันทร์จะอยู่ที่หอจดหมายเหตุ", "จากสถานีเดินไปได้"],
            theirs: ["ได้อ่านร่างของผมหรือยัง", "ส่งแผนผังสวนมาให้"],
            greeting: ["สวัสดีคุณสมชาย", "เรียน คุณสมชาย"],
            closing: ["ขอแสดงความนับถือ", "ขอบคุณค่ะ"],
            phone: ["ส่งจาก iPhone ของฉัน", "รับ Outlook สำหรับ Android", "ส่งจากโทรศัพท์ Samsung Galaxy ของฉัน"],
            at: " เวลา ",
            gmail: "ในวันที่ {date} {who} เขียนว่า:",
            apple: "เมื่อ {date} {who} เขียนว่า:",
            plain: "เมื่อ {date} {name} เขียนว่า:"
        },
        {
            code: "is",
            person: "Guðrún Jóns",
            other: "Einar Páls",
            own: [
                "Ég las drögin í morgun og þau eru góð.",
                "Getum við fært fundinn á fimmtudag?",
                "Á mánudag er ég í safninu.",
                "Frá stöðinni göngum við."
            ],
            theirs: ["Náðirðu að lesa drögin mín?", "Hér er teikningin af garðinum."],
            greeting: ["Sæll Einar,", "Hæ,"],
            closing: ["Bestu kveðjur", "Takk"],
            phone: ["Sent úr iPhone-símanum mínum", "Sent úr Outlook fyrir Android", "Sent með Samsung Galaxy"],
            at: " kl. ",
            gmail: "Þann {date} skrifaði {who}:",
            apple: "Þann {date} skrifaði {who}:",
            plain: "Þann {date} skrifaði {name}:"
        }
    ] satisfies readonly Short[]
).map(language);
