//! Formats that are text.

pub(super) const RTF: &[&str] = &[
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}\f0 Dear Hannah\par\f1 \'93\'8c\u8364?\u-10179?\u-8694?}",
    r"{\rtf1{\header Becker GmbH}body{\footnote See there.}{\*\atnid J}{\*\atnauthor Jo}{\*\annotation {\*\atnref 1}Really?}}",
    r"{\rtf1\trowd\intbl a\par b\cell c\cell\row\intbl d\cell\cell\row\pard after{\deleted old}{\v unseen}{\listtext 1.\tab}one\par}",
    r#"{\rtf1{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt here}}{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv a map}}{\shptxt in a box}}}}"#,
    r"{\rtf1{\info{\title Owls}{\author Hannah}{\*\userprops{\propname Case}\proptype30{\staticval 7}}}{\*\revtbl{Unknown;}{Kim;}}a\bin3 }}}b\'e9\~\_\-\emdash}",
    r"{\rtf1{\object\objemb{\*\objdata 01050000020000000800000050616B616765000000000000000000140000000200612E747874000000000300000002006100000000006E6F7465}{\result icon}}}",
];

pub(super) const HTML: &[&str] = &[
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>Owls</title><meta name=author content=Hannah><style>p{}</style></head>\
     <body><h1>One</h1><p>Dear <b>Han</b>nah,<br>hello&nbsp;&euro;&#x41;<!-- note --><p hidden>unseen<script>var a</script></body></html>",
    "<table><tr><th colspan=2>a<td rowspan=3>b<tr><td>c<table><tr><td>d</table></table><ol start=7><li>x<ul><li>y</ul></ol>",
    "<pre>  a\n\tb</pre><textarea>t</textarea><input value=v type=hidden><img alt='a map' src='data:text/plain;base64,SGFubmFo'>\
     <a href='https://example.org/?q=Hannah'>x</a><svg><title>s</title><![CDATA[c]]></svg><xmp><p></xmp><select><option>o</select>",
    "<?xml version='1.0' encoding='iso-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p/>a<div style='display:none'>b</div></body></html>",
    "<p>e\u{301}<b>\u{301}</b>\u{ad}x\u{200b}y\u{feff}<plaintext><p>",
];

pub(super) const EML: &[&str] = &[
    "From: Ada <ada@example.com>\r\nTo: =?utf-8?B?SGFubmFo?= <h@example.com>\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n\
     Date: Thu, 5 Apr 2012 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
     Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n\
     Dear \r\nHannah\r\n> quoted\r\n--c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Dear=20Hannah</p>\r\n--c--\r\n\
     --b\r\nContent-Type: text/plain; name=\"=?utf-8?Q?a.txt?=\"\r\nContent-Disposition: attachment; filename*=utf-8''%61.txt\r\n\
     Content-Transfer-Encoding: base64\r\n\r\nbm90ZQ==\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ndeep\r\n--b--\r\n",
    "Subject: a\nMessage-ID: <a@b>\n\nDear Hannah,\nyes.\n",
    "From: a@b.c\nContent-Type: text/plain; charset=utf-7\n\n+AOk-t+AOk-\n",
    "MIME-Version: 1.0\nSubject: s\nContent-Type: multipart/related; boundary=\"x y\"\n\n--x y\nContent-Type: text/html; charset=shift_jis\nContent-Location: http://a/b.html\n\n\
     <img src=cid:1>\n--x y\nContent-Type: image/png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x y\nContent-Type: message/delivery-status\n\nStatus: 5\n--x y--",
];

pub(super) const MBOX: &[&str] = &[
    "From a@b.org Mon Jan  1 00:00:00 2024\nFrom: a@b.org\nSubject: one\n\nDear\n>From here\n\nFrom c@d.org Tue Jan  2 00:00:00 2024\nSubject: two\nContent-Length: 3\n\nyes\n",
    "From x Mon Jan 1 00:00:00 2024\nSubject: m\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b\nContent-Disposition: attachment; filename=a.csv\n\na,b\n--b--\n",
];

pub(super) const PLAIN: &[&str] = &[
    "Dear Hannah,\r\n\r\nGr\u{fc}\u{df}e\u{c}page two\tcell  x\u{301}\u{feff}\n",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hannah\r\n  Weiss\r\nNOTE;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=\r\n=C3=9Fe\r\nEND:VCARD\r\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Meeting\\, Hannah\\n\nDTSTART:20240101T000000Z\nATTENDEE;CN=\"Jo\":mailto:j\n o@b.org\nEND:VEVENT\nEND:VCALENDAR\n",
    "<?xml version='1.0'?><a b='&amp;c'>Gr&#252;&#xdf;e &lt;x&gt;<![CDATA[d]]></a>",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Hannah>Hello &amp; bye\n",
    "\u{feff}# Title\n\n| a | b |\n|---|---|\n| c | d |\n",
];

pub(super) const CSV: &[&str] = &[
    "name,city\nHannah,\"K\u{f6}ln, \"\"Nord\"\"\"\n,\n\"a\nb\",c\n",
    "name;sum\nHannah;1,5\nJo;2,5\n",
    "a\tb\tc\nd\t\"e\tf\n\ng\r\n",
    "sep=;\na;b\n",
];
