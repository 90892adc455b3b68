/**
 * Words that mail programs write into a mail, one row for each language. Words of one column are parted by `|`; matching ignores
 * case, runs of spaces and Latin accents. Only labels in the `sent` column mark an Outlook block by themselves: `date` is also a
 * word of ordinary lists.
 *
 * Sources, by the letters in each row:
 *   T  Thunderbird's translations, `<code>/mail/chrome/messenger/mime.properties` (labels, separator) of thunderbird/thunderbird-l10n
 *   F  crisp-oss/email-forward-parser, lib/parser.js: labels and separators of Apple Mail, Gmail, Outlook, Yahoo and Thunderbird
 *   R  alfonsrv/mail-parser-reply, mailparser_reply/constants.py: labels, verbs and device lines by language
 *   D  discourse/email_reply_trimmer, lib/email_reply_trimmer/{email_header,embedded_email,signature}_matcher.rb
 *   C  roundcube/roundcubemail, program/localization/<code>/labels.inc
 *   G  Gmail's own reply line in that language, and Apple Mail's device line, as they stand in mail
 *   O  Outlook's reply block in that language, as reported in twentyhq/twenty#25315, discourse/email_reply_trimmer#5 and
 *      alfonsrv/mail-parser-reply#26
 */
export interface MailLanguage {
    readonly code: string;
    readonly source: string;
    readonly from: string;
    /** "Sent" of Outlook */
    readonly sent: string;
    readonly date: string;
    readonly to: string;
    readonly cc: string;
    readonly subject: string;
    /** "Original message", between rulers */
    readonly original: string;
    /** "Forwarded message", between rulers */
    readonly forwarded: string;
    /** "Begin forwarded message", a line of its own */
    readonly begin: string;
    /** "wrote" in an attribution */
    readonly wrote: string;
    /** "On", with which an attribution opens */
    readonly on: string;
    /** "Sent from (my)", "Get Outlook for": what stands before the device or the program */
    readonly device: string;
    /** what stands behind the device, where the language puts the verb last */
    readonly deviceAfter: string;
}

type Words = Omit<MailLanguage, "code" | "source">;
const none: Words = {
    from: "",
    sent: "",
    date: "",
    to: "",
    cc: "",
    subject: "",
    original: "",
    forwarded: "",
    begin: "",
    wrote: "",
    on: "",
    device: "",
    deviceAfter: ""
};
const row = (code: string, source: string, words: Partial<Words>): MailLanguage => ({code, source, ...none, ...words});

export const mailLanguages: readonly MailLanguage[] = [
    row("en", "T F R D G", {
        from: "From",
        sent: "Sent",
        date: "Date",
        to: "To",
        cc: "Cc|Bcc",
        subject: "Subject",
        original: "Original|Original Message|Original Mail|Original Email|Reply Message|Replied Message|Reply above this line",
        forwarded: "Forwarded Message|Forwarded Email|Forwarded Mail|Forwarded by",
        begin: "Begin forwarded message",
        wrote: "wrote|writes|written|said|says|spake|has written|wrote the following",
        on: "On|At|In message|In article|Quoting|Quote from|Thus spake",
        device: "Sent from|Sent from my|Sent via|Sent with|Sent using|Sent by|Get Outlook for|Sent on my|Sent on the go from|From my"
    }),
    row("de", "T F R D G", {
        from: "Von|Absender",
        sent: "Gesendet|Gesendet am",
        date: "Datum",
        to: "An|Empfänger",
        cc: "Cc|Kopie|Kopie (CC)|Blindkopie",
        subject: "Betreff",
        original: "Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Original Nachricht|Ursprüngliche Mail",
        forwarded: "Weitergeleitete Nachricht|Weitergeleitete E-Mail|Weitergeleitete Mail|Weitergeleitet von",
        begin: "Anfang der weitergeleiteten Nachricht|Anfang der weitergeleiteten E-Mail",
        wrote: "schrieb|schrieben|geschrieben|schrieb am|hat geschrieben|schreibt",
        on: "Am|Den|Zitat von|Zitiere",
        device:
            "Gesendet von|Gesendet mit|Gesendet aus|Diese Nachricht wurde von|Diese Nachricht wurde mit|Von unterwegs gesendet mit|" +
            "Outlook für|Holen Sie sich Outlook für|Von|Mit|Aus",
        deviceAfter: "gesendet|beziehen|herunterladen|verschickt"
    }),
    row("fr", "T F R D G", {
        from: "De|Expéditeur",
        sent: "Envoyé|Envoyé le",
        date: "Date|Le",
        to: "À|A|Pour|Destinataire",
        cc: "Cc|Cci|Copie à|Copie",
        subject: "Objet|Sujet",
        original: "Message d'origine|Message original|Courriel original|Mail original",
        forwarded: "Message transféré|Message transmis|Message réexpédié|Courriel transféré|Transféré par",
        begin: "Début du message réexpédié|Début du message transféré|Début du courriel transféré",
        wrote: "a écrit|a ?crit|écrit|écrivait|nous a dit",
        on: "Le",
        device:
            "Envoyé de|Envoyé de mon|Envoyé depuis|Envoyé à partir de|Envoyé avec|Télécharger Outlook pour|Télécharger|" +
            "Obtenez Outlook pour|Obtenir Outlook pour"
    }),
    row("es", "T F R D G", {
        from: "De|Remitente",
        sent: "Enviado|Enviado el",
        date: "Fecha",
        to: "Para|A|Destinatario",
        cc: "Cc|CCO|Copia",
        subject: "Asunto",
        original: "Mensaje original|Correo original",
        forwarded: "Mensaje reenviado|Correo reenviado|Reenviado por",
        begin: "Inicio del mensaje reenviado",
        wrote: "escribió|escribía|ha escrito|dijo",
        on: "El",
        device: "Enviado desde|Enviado desde mi|Enviado con|Obtener Outlook para|Obtén Outlook para|Descargar Outlook para"
    }),
    row("it", "T F R D G", {
        from: "Da|Mittente",
        sent: "Inviato|Inviato il",
        date: "Data",
        to: "A|Per|Destinatario",
        cc: "Cc|Ccn|Copia",
        subject: "Oggetto",
        original: "Messaggio originale|Messaggio originario|Messaggio originali",
        forwarded: "Messaggio inoltrato|Inoltrato da",
        begin: "Inizio messaggio inoltrato|Inizio del messaggio inoltrato",
        wrote: "ha scritto|scrive|scrisse|scritto",
        on: "Il|Il giorno|In data",
        device: "Inviato da|Inviato dal|Inviato con|Inviato tramite|Scarica Outlook per|Ottieni Outlook per"
    }),
    row("nl", "T F R D G", {
        from: "Van|Afzender",
        sent: "Verzonden|Verzonden op",
        date: "Datum",
        to: "Aan|Ontvanger",
        cc: "Cc|Bcc|Kopie",
        subject: "Onderwerp",
        original: "Oorspronkelijk bericht|Oorspronkelijke bericht|Origineel bericht",
        forwarded: "Doorgestuurd bericht|Doorgestuurd door",
        begin: "Begin doorgestuurd bericht",
        wrote: "schreef|geschreven|het volgende geschreven|schrijft",
        on: "Op",
        device:
            "Verstuurd vanaf|Verzonden vanaf|Verstuurd vanuit|Verzonden vanuit|Verzonden met|Verstuurd met|Verzonden via|" +
            "Verstuurd via|Verzonden door|Outlook voor|Download Outlook voor|Haal Outlook voor",
        deviceAfter: "downloaden"
    }),
    row("pt", "T F R D G", {
        from: "De|Remetente",
        sent: "Enviado|Enviada|Enviado em|Enviada em",
        date: "Data",
        to: "Para|Destinatário",
        cc: "Cc|Cco|Cópia",
        subject: "Assunto",
        original: "Mensagem original|E-mail original",
        forwarded: "Mensagem encaminhada|Mensagem reencaminhada|Mensagem reenviada|Encaminhado por",
        begin: "Início da mensagem encaminhada|Início da mensagem reencaminhada",
        wrote: "escreveu|escreve|escrevia",
        on: "Em|Às|A|No dia",
        device:
            "Enviado do|Enviado do meu|Enviado da|Enviado a partir do|Enviado a partir do meu|Enviado via|Enviado pelo|Enviado com|" +
            "Enviado de|Obter o Outlook para|Obter Outlook para|Baixar o Outlook para"
    }),
    row("zh", "T R D G", {
        from: "发件人|發件人|寄件者|寄件人",
        sent: "发送时间|發送時間|寄件日期|已发送|傳送時間|发送日期",
        date: "日期|时间|時間",
        to: "收件人|收件者",
        cc: "抄送|副本|密送",
        subject: "主题|主題|主旨|标题",
        original: "原始邮件|原始郵件|邮件原件|原邮件|原始訊息|原始信息|回复的原邮件|回复的邮件",
        forwarded: "转发邮件|转发的邮件|转发信息|转发的信息|轉寄郵件|轉寄的郵件|轉寄訊息|轉寄的訊息|已转发邮件|轉寄郵件訊息",
        begin: "开始转发的邮件|以下是转发的邮件|開始轉寄郵件|以下是被转发的邮件",
        wrote: "写道|寫道|写到|写了|来信|的来信",
        on: "于|在|於",
        device: "发自我的|發自我的|发自|發自|来自我的|來自我的|获取|取得|从我的|從我的",
        deviceAfter: "发送|傳送|发送的|寄出"
    }),
    row("ja", "T R G", {
        from: "差出人|送信者",
        sent: "送信日時|送信日",
        date: "日時|日付",
        to: "宛先|受信者",
        cc: "写し|Cc|Bcc",
        subject: "件名",
        original: "元のメッセージ|元のメール|Originalメッセージ|Original メッセージ|オリジナルメッセージ",
        forwarded: "転送メッセージ|転送されたメッセージ|転送メール|転送されたメール|転送者",
        begin: "転送されたメッセージ",
        wrote: "書きました|書いた|のメール|のメッセージ|メッセージ|からのメール",
        on: "",
        device: "",
        deviceAfter: "から送信|から送信されました|を入手|より送信"
    }),
    row("sv", "T F R D G", {
        from: "Från|Avsändare",
        sent: "Skickat",
        date: "Datum",
        to: "Till|Mottagare",
        cc: "Kopia|Kopia till|Cc",
        subject: "Ämne",
        original: "Originalmeddelande|Ursprungligt meddelande|Ursprungsmeddelande",
        forwarded: "Vidarebefordrat meddelande|Vidarebefordrat brev|Vidarebefordrat mejl",
        begin: "Vidarebefordrat brev|Vidarebefordrat mejl",
        wrote: "skrev|skriver|skrev följande",
        on: "Den|På",
        device: "Skickat från|Skickat från min|Skickat med|Skickat via|Hämta Outlook för"
    }),
    row("da", "T F R G", {
        from: "Fra|Afsender",
        sent: "Sendt",
        date: "Dato",
        to: "Til|Modtager",
        cc: "Kopi|Cc|Kopi til (Cc)",
        subject: "Emne",
        original: "Oprindelig meddelelse|Oprindelig besked|Original besked|Original meddelelse|Oprindelig mail",
        forwarded: "Videresendt meddelelse|Videresendt besked|Videresendt mail",
        begin: "Start på videresendt besked|Videresendt besked",
        wrote: "skrev|skriver|skrev følgende",
        on: "Den|På",
        device: "Sendt fra|Sendt fra min|Sendt med|Sendt via|Hent Outlook til|Få Outlook til"
    }),
    row("nb", "T F D G", {
        from: "Fra|Avsender",
        sent: "Sendt",
        date: "Dato",
        to: "Til|Mottaker",
        cc: "Kopi|Kopi til|Cc",
        subject: "Emne",
        original: "Opprinnelig melding|Original melding|Opprinnelig e-post|Original e-post",
        forwarded: "Videresendt melding|Videresendt e-post",
        begin: "Videresendt melding|Start på videresendt melding",
        wrote: "skrev|skrev følgende",
        on: "Den|På",
        device: "Sendt fra|Sendt fra min|Sendt med|Sendt via|Hent Outlook for|Få Outlook for"
    }),
    row("fi", "T F G O", {
        from: "Lähettäjä",
        sent: "Lähetetty",
        date: "Päivämäärä|Päiväys",
        to: "Vastaanottaja",
        cc: "Kopio|Cc",
        subject: "Aihe",
        original: "Alkuperäinen viesti",
        forwarded: "Välitetty viesti|Edelleenlähetetty viesti|Välitetty viesti / Fwd.Msg",
        begin: "Välitetty viesti alkaa",
        wrote: "kirjoitti",
        on: "",
        device: "Lähetetty|Hanki Outlook"
    }),
    row("pl", "T F R D G O", {
        from: "Od|Nadawca",
        sent: "Wysłano|Wysłane",
        date: "Data",
        to: "Do|Adresat",
        cc: "DW|UDW|Kopia|Do wiadomości",
        subject: "Temat",
        original: "Wiadomość oryginalna|Oryginalna wiadomość",
        forwarded: "Przekazana wiadomość|Wiadomość przekazana|Treść przekazanej wiadomości",
        begin: "Początek przekazywanej wiadomości",
        wrote: "napisał|napisała|napisał(a)|pisze|nadesłał",
        on: "W dniu|Dnia|Dn.",
        device: "Wysłane z|Wysłano z|Wysłane za pomocą|Pobierz Outlook dla|Pobierz program Outlook dla"
    }),
    row("cs", "T F R G O", {
        from: "Od|Odesílatel",
        sent: "Odesláno",
        date: "Datum",
        to: "Komu|Pro",
        cc: "Kopie|Skrytá kopie",
        subject: "Předmět|Věc",
        original: "Původní zpráva|Původní e-mail|Původní email",
        forwarded: "Přeposlaná zpráva|Přeposlaný e-mail|Přeposlaný email",
        begin: "Začátek přeposílané zprávy",
        wrote: "napsal|napsala|napsal(a)|odesílatel|píše",
        on: "Dne",
        device: "Odesláno z|Odesláno z mého|Odesláno ze|Odesláno pomocí|Získat Outlook pro|Získejte Outlook pro"
    }),
    row("sk", "T F G O", {
        from: "Od|Odosielateľ",
        sent: "Odoslané",
        date: "Dátum",
        to: "Komu|Pre",
        cc: "Kópia",
        subject: "Predmet",
        original: "Pôvodná správa|Pôvodný e-mail",
        forwarded: "Preposlaná správa|Preposlaná správa --- Forwarded Message",
        begin: "Začiatok preposlanej správy",
        wrote: "napísal|napísala|napísal(a)|píše|používateľ",
        on: "Dňa",
        device: "Odoslané z|Odoslané z môjho|Odoslané zo|Získať Outlook pre|Získajte Outlook pre"
    }),
    row("hu", "T F G O", {
        from: "Feladó|Küldő",
        sent: "Elküldve|Küldve",
        date: "Dátum",
        to: "Címzett",
        cc: "Másolat|Másolatot kap",
        subject: "Tárgy",
        original: "Eredeti üzenet|Eredeti levél",
        forwarded: "Továbbított üzenet|Továbbított levél",
        begin: "Továbbított levél kezdete|Továbbított üzenet kezdete",
        wrote: "írta|ezt írta|írt",
        on: "",
        device: "Az Outlook letöltése|A következő eszközről küldve:|Elküldve",
        deviceAfter: "küldve|küldöm|küldtem|elküldve"
    }),
    row("ro", "T F G O", {
        from: "De la|Expeditor|Expeditorul",
        sent: "Trimis|Trimis la",
        date: "Data|Dată",
        to: "Către|Catre|Destinatar|Destinatarul|La",
        cc: "Cc|Copie",
        subject: "Subiect|Subiectul",
        original: "Mesaj original|Mesajul original",
        forwarded: "Mesaj redirecționat|Mesaj redirectionat|Mesaj retrimis",
        begin: "Începe mesajul redirecționat",
        wrote: "a scris|scrie",
        on: "Pe|În data de|La",
        device: "Trimis de pe|Trimis de la|Trimis din|Trimis prin|Obțineți Outlook pentru|Descărcați Outlook pentru"
    }),
    row("ru", "T F D G O", {
        from: "От|От кого|Отправитель",
        sent: "Отправлено|Дата отправки",
        date: "Дата",
        to: "Кому|Получатель",
        cc: "Копия|Скрытая копия",
        subject: "Тема",
        original: "Исходное сообщение|Оригинальное сообщение|Исходное письмо|Original Message",
        forwarded: "Пересылаемое сообщение|Пересланное сообщение|Перенаправленное сообщение|Пересылаемое письмо|Пересланное письмо",
        begin: "Начало переадресованного сообщения|Начало пересылаемого сообщения|Пересылаемое сообщение",
        wrote: "написал|написала|пишет|писал|писал(а)|написал(а)|пользователь",
        on: "",
        device:
            "Отправлено с|Отправлено со|Отправлено из|Отправлено через|Отправлено от|Скачать Outlook для|Получить Outlook для|" +
            "Загрузить Outlook для"
    }),
    row("uk", "T F D G O", {
        from: "Від|Від кого|Відправник",
        sent: "Надіслано|Відправлено",
        date: "Дата",
        to: "Кому|До",
        cc: "Копія",
        subject: "Тема",
        original: "Початкове повідомлення|Оригінальне повідомлення|Вихідне повідомлення",
        forwarded: "Переслане повідомлення|Перенаправлене повідомлення|Пересланий лист",
        begin: "Початок листа, що пересилається",
        wrote: "пише|написав|написала|пише(те)|писав",
        on: "",
        device: "Надіслано з|Надіслано зі|Надіслано через|Відправлено з|Надіслано від|Отримати Outlook для|Завантажити Outlook для"
    }),
    row("bg", "T G O", {
        from: "От|Подател",
        sent: "Изпратено|Изпратен",
        date: "Дата",
        to: "До|Получател",
        cc: "Копие|Як",
        subject: "Относно|Тема",
        original: "Оригинално съобщение|Оригинално писмо|Първоначално съобщение",
        forwarded: "Препратено съобщение|Препратено писмо",
        begin: "Начало на препратеното съобщение",
        wrote: "написа|пише",
        on: "На",
        device: "Изпратено от|Изпратено от моя|Изпратено чрез|Вземете Outlook за"
    }),
    row("el", "T G O", {
        from: "Από|Αποστολέας",
        sent: "Στάλθηκε|Εστάλη|Ημερομηνία αποστολής",
        date: "Ημερομηνία",
        to: "Προς|Παραλήπτης",
        cc: "Κοιν.|Κοινοποίηση|Κοιν",
        subject: "Θέμα",
        original: "Αρχικό μήνυμα|Πρωτότυπο μήνυμα",
        forwarded: "Προωθημένο μήνυμα|Προωθούμενο μήνυμα",
        begin: "Έναρξη προωθημένου μηνύματος",
        wrote: "έγραψε|έγραψαν|γράφει",
        on: "Στις|Την",
        device: "Στάλθηκε από|Εστάλη από|Αποστολή από|Στάλθηκε μέσω|Λήψη του Outlook για|Αποκτήστε το Outlook για"
    }),
    row("tr", "T F G O", {
        from: "Kimden|Gönderen|Gönderici",
        sent: "Gönderildi|Gönderilen|Gönderme Tarihi|Gönderim",
        date: "Tarih",
        to: "Kime|Alıcı",
        cc: "Bilgi|Cc",
        subject: "Konu",
        original: "Özgün İleti|Orijinal Mesaj|Orijinal İleti|Asıl İleti",
        forwarded: "İletilen İleti|İletilmiş Mesaj|İletilen Mesaj|İletilmiş ileti|Yönlendirilmiş mesaj",
        begin: "İleti başlangıcı|İletilmiş ileti başlangıcı",
        wrote: "yazdı|şunu yazdı|şunları yazdı|yazmış",
        on: "",
        device: "Outlook'u edinin:|Outlook for",
        deviceAfter: "gönderildi|gönderilmiştir|gönderdim|edinin|uygulamasını edinin"
    }),
    row("ar", "T G O", {
        from: "من|المرسل",
        sent: "تم الإرسال|أُرسلت|تاريخ الإرسال|أرسلت|مرسل",
        date: "التاريخ|تاريخ",
        to: "إلى|الى|المستلم",
        cc: "نسخة|نسخة إلى",
        subject: "الموضوع|موضوع",
        original: "الرسالة الأصلية|رسالة أصلية",
        forwarded: "رسالة معاد توجيهها|رسالة محولة|الرسالة المعاد توجيهها|رسالة مُعاد توجيهها",
        begin: "بداية الرسالة المعاد توجيهها|بدء الرسالة المحولة",
        wrote: "كتب|كتبت|تمت كتابة ما يلي بواسطة|كتب/كتبت|كتب في",
        on: "في|بتاريخ",
        device: "أرسلت من|أُرسلت من|مُرسل من|مرسل من|تم الإرسال من|الحصول على Outlook|احصل على Outlook|أُرسل من|أرسل من"
    }),
    row("he", "T G O", {
        from: "מאת|שולח",
        sent: "נשלח|תאריך שליחה",
        date: "תאריך",
        to: "אל|נמען",
        cc: "עותק|העתק",
        subject: "נושא|הנדון",
        original: "הודעה מקורית|ההודעה המקורית",
        forwarded: "הודעה שהועברה|הודעה מועברת",
        begin: "תחילת ההודעה שהועברה",
        wrote: "כתב|כתבה|כתב/ה|מאת",
        on: "בתאריך|ביום|ב",
        device: "נשלח מ|נשלח מה|נשלח מן|נשלח מתוך|נשלח באמצעות|קבל את Outlook|השג את Outlook"
    }),
    row("fa", "G", {
        from: "از|فرستنده",
        sent: "ارسال شده|فرستاده شده|ارسال‌شده",
        date: "تاریخ",
        to: "به|گیرنده",
        cc: "رونوشت",
        subject: "موضوع",
        original: "پیام اصلی|نامه اصلی",
        forwarded: "پیام بازارسال‌شده|پیام ارسال شده|پیام هدایت شده",
        begin: "",
        wrote: "نوشت|نوشته است|نوشته",
        on: "در تاریخ|در",
        device: "ارسال شده از|ارسال‌شده از|فرستاده شده از|فرستاده‌شده از"
    }),
    row("ko", "T R G O", {
        from: "보낸 사람|보낸사람|발신|발신자|보낸이",
        sent: "보낸 날짜|보낸날짜|보낸 시간",
        date: "날짜|일시",
        to: "받는 사람|받는사람|수신|수신자|받는이",
        cc: "참조|숨은 참조",
        subject: "제목",
        original: "원본 메시지|원본 메일|원본 이메일",
        forwarded: "전달된 메시지|전달된 메일|전달한 메시지",
        begin: "전달된 메시지 시작",
        wrote: "작성|썼|님이 작성|님이 작성하였습니다|작성하였습니다|님이 씀|작성함",
        on: "",
        device: "Outlook 다운로드|iOS용 Outlook|Android용 Outlook",
        deviceAfter: "에서 보냄|에서 보낸 메일|에서 보낸 메일입니다|에서 보냈습니다|로 보냄|에서 전송|다운로드|가져오기"
    }),
    row("et", "T F G O", {
        from: "Saatja",
        sent: "Saadetud|Saatmisaeg",
        date: "Kuupäev",
        to: "Adressaat|Saaja",
        cc: "Koopia",
        subject: "Teema",
        original: "Algne kiri|Algne sõnum|Algsõnum|Algteade",
        forwarded: "Edastatud kiri|Edastatud sõnum|Edasisaadetud kiri",
        begin: "Edastatud kirja algus",
        wrote: "kirjutas|kirjutas kasutaja",
        on: "Kuupäev|Kuupäeval|Ühel kenal päeval",
        device: "Saadetud minu|Saadetud|Hankige Outlook",
        deviceAfter: "saadetud"
    }),
    row("lv", "T G", {
        from: "No|Sūtītājs",
        sent: "Nosūtīts|Sūtīts",
        date: "Datums",
        to: "Kam|Uz|Adresāts",
        cc: "Kopija",
        subject: "Temats|Tēma",
        original: "Sākotnējā vēstule|Sākotnējais ziņojums|Oriģinālais ziņojums",
        forwarded: "Pārsūtīta vēstule|Pārsūtītais ziņojums|Pārsūtīts ziņojums",
        begin: "",
        wrote: "rakstīja|raksta|lietotājs",
        on: "",
        device: "Nosūtīts no|Sūtīts no|Iegūt Outlook",
        deviceAfter: ""
    }),
    row("lt", "T G O", {
        from: "Nuo|Kas|Siuntėjas",
        sent: "Išsiųsta|Siųsta",
        date: "Data",
        to: "Kam|Gavėjas",
        cc: "Kopija",
        subject: "Tema",
        original: "Originalaus laiško tekstas|Originalus laiškas|Pradinis pranešimas|Originalus pranešimas",
        forwarded: "Persiųstas laiškas|Persiųstas pranešimas",
        begin: "",
        wrote: "rašė|parašė|rašo",
        on: "",
        device: "Išsiųsta iš|Siųsta iš|Išsiųsta naudojant|Gauti Outlook"
    }),
    row("hr", "T F G O", {
        from: "Šalje|Od|Pošiljatelj",
        sent: "Poslano",
        date: "Datum",
        to: "Prima|Za|Primatelj",
        cc: "Kopija|Cc",
        subject: "Predmet|Naslov",
        original: "Izvorna poruka|Originalna poruka",
        forwarded: "Proslijeđena poruka|Prosljeđena poruka",
        begin: "Započni proslijeđenu poruku|Početak proslijeđene poruke",
        wrote: "napisao je|je napisao|je napisala|napisala je|napisao|piše|napisao/la je|je napisao/la",
        on: "Dana|Dne",
        device: "Poslano s|Poslano sa|Poslano iz|Poslano putem|Nabavite Outlook za|Preuzmite Outlook za"
    }),
    row("sr", "T C G", {
        from: "Од|Шаље|Пошиљалац|Šalje|Pošiljalac",
        sent: "Послато|Poslato",
        date: "Датум",
        to: "За|Прима|Коме|Prima|Kome",
        cc: "Коп|Копија|Kopija",
        subject: "Тема|Наслов|Предмет|Naslov",
        original: "Изворна порука|Оригинална порука|Originalna poruka",
        forwarded: "Прослеђена порука|Prosleđena poruka",
        begin: "",
        wrote: "је написао|је написала|је написао/ла|је написао(ла)|написао је|пише|је написао/-ла",
        on: "Дана",
        device: "Послато са|Послато са мог|Послато из|Poslato sa|Poslato sa mog|Преузмите Outlook за"
    }),
    row("sl", "T G O", {
        from: "Od|Pošiljatelj",
        sent: "Poslano",
        date: "Datum",
        to: "Za|Prejemnik",
        cc: "Kp|Skp",
        subject: "Zadeva",
        original: "Izvirno sporočilo|Originalno sporočilo",
        forwarded: "Posredovano sporočilo",
        begin: "Začetek posredovanega sporočila",
        wrote: "je napisal|je napisala|napisal|napisala|piše|je oseba",
        on: "Dne|V",
        device: "Poslano iz|Poslano z|Poslano s|Poslano prek|Pridobite Outlook za|Prenesite Outlook za"
    }),
    row("ca", "T G O", {
        from: "De|Remitent",
        sent: "Enviat|Enviat el",
        date: "Data",
        to: "Per a|A|Per|Destinatari",
        cc: "Cc|Cco",
        subject: "Tema|Assumpte",
        original: "Missatge original",
        forwarded: "Missatge reenviat|Missatge reexpedit",
        begin: "Inici del missatge reenviat",
        wrote: "va escriure|ha escrit|escrigué|Missatge de",
        on: "El|Missatge de|El dia",
        device: "Enviat des de|Enviat des del|Enviat des del meu|Enviat amb|Obtenir l'Outlook per a|Baixa l'Outlook per a"
    }),
    row("gl", "T G", {
        from: "De|Remitente",
        sent: "Enviado|Enviado o",
        date: "Data",
        to: "Para",
        cc: "Cc|Cco",
        subject: "Asunto",
        original: "Mensaxe orixinal",
        forwarded: "Mensaxe reenviada",
        begin: "",
        wrote: "escribiu",
        on: "O|En|O día",
        device: "Enviado desde o meu|Enviado desde"
    }),
    row("eu", "T G", {
        from: "Nork|Bidaltzailea|Igorlea",
        sent: "Bidalia|Bidaltze-data",
        date: "Data",
        to: "Nori|Hartzailea",
        cc: "Cc",
        subject: "Gaia",
        original: "Jatorrizko mezua",
        forwarded: "Birbidalitako mezua",
        begin: "",
        wrote: "idatzi du|hau idatzi du|igorleak hau idatzi zuen|idatzi zuen|erabiltzaileak hau idatzi du",
        on: "",
        device: "Nire",
        deviceAfter: "bidalia|bidalita|bidali da"
    }),
    row("is", "T G", {
        from: "Frá|Sendandi",
        sent: "Sent|Sent þann",
        date: "Dagsetning|Dags.",
        to: "Til|Viðtakandi",
        cc: "Afrit",
        subject: "Efni|Viðfangsefni",
        original: "Upprunalegur póstur|Upprunaleg skilaboð",
        forwarded: "Áframsendur póstur|Áframsend skilaboð",
        begin: "",
        wrote: "skrifaði|reit",
        on: "Þann|Hinn",
        device: "Sent úr|Sent með|Sent frá"
    }),
    row("id", "T G O", {
        from: "Dari|Pengirim",
        sent: "Terkirim|Dikirim|Dikirim pada",
        date: "Tanggal",
        to: "Kepada|Ke|Untuk",
        cc: "Cc|Tembusan",
        subject: "Subjek|Perihal|Subyek",
        original: "Pesan Asli|Pesan asli",
        forwarded: "Pesan Terusan|Pesan yang diteruskan|Pesan diteruskan",
        begin: "Mulai pesan terusan|Mulai meneruskan pesan",
        wrote: "menulis|tulis|menulis pada",
        on: "Pada|Pada tanggal|Pada hari",
        device: "Dikirim dari|Dikirim dari saya|Terkirim dari|Dikirim dengan|Dapatkan Outlook untuk"
    }),
    row("ms", "T G", {
        from: "Daripada|Dari|Pengirim",
        sent: "Dihantar|Dihantar pada",
        date: "Tarikh",
        to: "Kepada",
        cc: "Cc|Salinan",
        subject: "Subjek|Perkara",
        original: "Mesej Asal",
        forwarded: "Mesej Dimajukan|Mesej yang dimajukan",
        begin: "",
        wrote: "menulis",
        on: "Pada",
        device: "Dihantar dari|Dihantar daripada|Dapatkan Outlook untuk"
    }),
    row("vi", "T G O", {
        from: "Từ|Người gửi",
        sent: "Đã gửi|Gửi|Thời gian gửi",
        date: "Ngày",
        to: "Đến|Tới|Người nhận",
        cc: "Cc|Đồng kính gửi",
        subject: "Chủ đề|Tiêu đề",
        original: "Thư Gốc|Thư gốc|Tin nhắn gốc|Thông báo Gốc",
        forwarded: "Thư đã chuyển tiếp|Thư chuyển tiếp|Tin nhắn được chuyển tiếp|Forwarded message",
        begin: "Bắt đầu thư được chuyển tiếp",
        wrote: "đã viết|viết|đã viết lúc",
        on: "Vào|Vào lúc|Vào ngày|Ngày",
        device: "Đã gửi từ|Gửi từ|Được gửi từ|Tải Outlook cho|Tải Outlook dành cho"
    }),
    row("th", "T G O", {
        from: "จาก|ผู้ส่ง",
        sent: "ส่ง|ส่งเมื่อ|วันที่ส่ง",
        date: "วันที่",
        to: "ถึง|ผู้รับ",
        cc: "สำเนา|สำเนาถึง",
        subject: "เรื่อง|หัวเรื่อง|หัวข้อ",
        original: "ข้อความต้นฉบับ|ข้อความเดิม",
        forwarded: "ข้อความที่ส่งต่อ|ข้อความส่งต่อ",
        begin: "เริ่มต้นข้อความที่ส่งต่อ",
        wrote: "เขียนว่า|เขียน|ได้เขียน",
        on: "เมื่อ|ในวันที่|เมื่อวันที่|วันที่",
        device: "ส่งจาก|ส่งมาจาก|ส่งจากอุปกรณ์|ส่งโดย|รับ Outlook สำหรับ|ดาวน์โหลด Outlook สำหรับ"
    }),
    row("hi", "G", {
        from: "प्रेषक|से",
        sent: "भेजा गया|भेजा",
        date: "दिनांक|तारीख",
        to: "प्रति|प्राप्तकर्ता",
        cc: "प्रतिलिपि",
        subject: "विषय",
        original: "मूल संदेश",
        forwarded: "अग्रेषित संदेश|अग्रेषित किया गया संदेश",
        begin: "",
        wrote: "ने लिखा|लिखा",
        on: "",
        device: "मेरे",
        deviceAfter: "से भेजा गया|से भेजा"
    }),
    row("fil", "G", {
        from: "Mula kay|Mula sa|Mula",
        sent: "Ipinadala|Naipadala",
        date: "Petsa",
        to: "Para kay|Para sa",
        cc: "Cc",
        subject: "Paksa",
        original: "Orihinal na mensahe",
        forwarded: "Ipinasang mensahe|Naipasang mensahe",
        begin: "",
        wrote: "sinulat ni|isinulat ni|ay sumulat",
        on: "Noong|Nang",
        device: "Ipinadala mula sa|Ipinadala mula sa aking"
    })
];

/** Labels that stand in header blocks beside the main ones, in any language. */
export const otherLabels =
    "reply-to|reply to|antwort an|odgovori na|odpověď na|svar til|svara till|antwoord aan|vastaus|répondre à|válaszcím|" +
    "rispondi a|odpowiedź-do|responder a|răspuns către|yanıt adresi|importance|wichtigkeit|priorität|importancia|" +
    "importância|priorité|priority|sensitivity|vertraulichkeit|attachments|attachment|anlagen|anlage|pièces jointes|" +
    "pièce jointe|datos adjuntos|allegati|bijlagen|anexos|附件|添付ファイル|vedlegg|bifogade filer|liitteet|załączniki|přílohy|" +
    "вложения|ekler|organization|organisation|newsgroups|message-id|list-id|mailing list|mailing-list|resent-from|" +
    "delivered-to";
