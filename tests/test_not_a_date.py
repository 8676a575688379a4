"""What is no date, and what the author is told: which part, at which column, and what to write instead."""

import datetime
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.reading.dates.edtf import read_date, read_end
from builder.reading.dates.not_a_date import NotADate

# A text, and below the part that is no date: the message, and what to do.
REFUSED = """
２０２３-09
^ “２” is not a character used in dates; write 2023-09
٢٠٢٣-٠٩-١٩
^ “٢” is not a character used in dates; write 2023-09-19
۲۰۲۳
^ “۲” is not a character used in dates; write 2023
2023–09–19
    ^ “–” is not a character used in dates; write 2023-09-19
2023‑09‑19
    ^ “‑” is not a character used in dates; write 2023-09-19
1988–1994
    ^ “–” is not a character used in dates; write 1988/1994
2023-09-19 – 2023-09-24
           ^ “–” is not a character used in dates; write 2023-09-19/2023-09-24
−0043
^ “−” is not a character used in dates; write -0043
2023〜
    ^ “〜” is not a character used in dates; write 2023~
2023-09-19…
          ^ “…” is not a character used in dates; write 2023 if no more is known, or 2023-MM, or 2023-MM-DD
2014-02-30
        ^ February 2014 has 28 days, and “30” is not one of them; write 2014-02 if the day is not known
2023-02-29
        ^ February 2023 has 28 days, and “29” is not one of them; write 2023-02 if the day is not known
1900-02-29
        ^ February 1900 has 28 days, and “29” is not one of them; write 1900-02 if the day is not known
2023-04-31
        ^ April 2023 has 30 days, and “31” is not one of them; write 2023-04 if the day is not known
2023-09-00
        ^ September 2023 has 30 days, and “00” is not one of them; write 2023-09 if the day is not known
2023-09-32
        ^ September 2023 has 30 days, and “32” is not one of them; write 2023-09 if the day is not known
-0043-02-29
         ^ February -0043 has 28 days, and “29” is not one of them; write -0043-02 if the day is not known
2023-13
     ^ 13 is not a month; months go from 01 to 12, seasons from 21 to 41
2023-00
     ^ 00 is not a month; write 2023 if the month is not known
2023-13-05
     ^ 13 is not a month; write 2023-05-13 if day and month changed places
2023-31-09
     ^ 31 is a season, which goes with one year alone; write 2023-31
2023-99
     ^ 99 is not a month; months go from 01 to 12, seasons from 21 to 41
1988-94
     ^ 94 is not a month; months go from 01 to 12, seasons from 21 to 41; for years write 1988/1994
2023-18-40
     ^ 18 is not a month; months go from 01 to 12, seasons from 21 to 41
2023-21-05
     ^ 21 is a season, which goes with one year alone; write 2023-05-21 if day and month changed places
202X-21
     ^ 21 is a season, which goes with one year alone; write 202X
-0000
^ there is no year -0000; write 0000, which is 1 BC
2023-9-19
     ^ “9” has one digit where two belong; write 2023-09-19
2023-9
     ^ “9” has one digit where two belong; write 2023-09
2023-09-5
        ^ “5” has one digit where two belong; write 2023-09-05
2023/09/19
    ^ “/” is where a hyphen belongs; write 2023-09-19
2023.09.19
    ^ “.” is where a hyphen belongs; write 2023-09-19
2023 09 19
    ^ “ ” is where a hyphen belongs; write 2023-09-19
2023/09
    ^ “/” is where a hyphen belongs; write 2023-09
2023/13/05
       ^ “/” does not belong around a date; an interval has one start and one end
19.09.2023
^ “19.09.2023” puts the year last; write 2023-09-19
9.9.2023
^ “9.9.2023” puts the year last; write 2023-09-09
19. 9. 2023
^ “19. 9. 2023” puts the year last; write 2023-09-19
19/09/2023
^ “19/09/2023” puts the year last; write 2023-09-19
09/19/2023
^ “09/19/2023” puts the year last; write 2023-09-19
05/04/2023
^ “05/04/2023” can be two days; write 2023-04-05 or 2023-05-04, whichever is meant
04-05-2023
^ “04-05-2023” can be two days; write 2023-05-04 or 2023-04-05, whichever is meant
04/04/2023
^ “04/04/2023” puts the year last; write 2023-04-04
31.02.2023
^ February 2023 has 28 days, and “31” is not one of them; write 2023-02 if the day is not known
09/2023
^ “09/2023” puts the year last; write 2023-09
31/2023
^ “31/2023” puts the year last; write 2023 if no more is known, or 2023-MM, or 2023-MM-DD
20230919
^ “20230919” is written without hyphens; write 2023-09-19
202309
^ “202309” is written without hyphens; write 2023-09 for a month, Y202309 for a year
20230919T1300
^ “20230919” is written without hyphens; write 2023-09-19T13:00
45188
^ “45188” is a number, not a date; write 2023-09-19 if a spreadsheet gave the number, Y45188 if it is a year
2023-W38
     ^ “W38” is a notation that Dateline does not read; write 2023-09-18/2023-09-24
2023-262
     ^ “262” is a notation that Dateline does not read; write 2023-09-19
P1Y
^ “P1Y” is a notation that Dateline does not read; write the start and the end, as YYYY-MM-DD/YYYY-MM-DD
2023-09-19/P5D
           ^ “P5D” is a notation that Dateline does not read; write the start and the end, as YYYY-MM-DD/YYYY-MM-DD
Sept 2023
^ “Sept” is a word where a number belongs; write 2023-09
September 2023
^ “September” is a word where a number belongs; write 2023-09
19 September 2023
   ^ “September” is a word where a number belongs; write 2023-09-19
19th of September 2023
        ^ “September” is a word where a number belongs; write 2023-09-19
September 19, 2023
^ “September” is a word where a number belongs; write 2023-09-19
19-Sep-2023
   ^ “Sep” is a word where a number belongs; write 2023-09-19
Tuesday, 19 September 2023
            ^ “September” is a word where a number belongs; write 2023-09-19
Tuesday 2023-09-19
^ “Tuesday ” does not belong in a date; write 2023-09-19
spring 2023
^ “spring” is a word where a number belongs; write 2023-21
Fall 2023
^ “Fall” is a word where a number belongs; write 2023-23
31 February 2023
^ February 2023 has 28 days, and “31” is not one of them; write 2023-02 if the day is not known
сентябрь 2023
^ “сентябрь 2023” is not a date in EDTF; write 2023-09
Foo 2023
^ “Foo 2023” is not a date; write 2023 if no more is known, or 2023-MM, or 2023-MM-DD
circa 2023
^ “circa” does not belong in a date; write 2023~
c. 2023
^ “c.” does not belong in a date; write 2023~
ca 2023-09
^ “ca” does not belong in a date; write 2023-09~
about 2023
^ “about” does not belong in a date; write 2023~
~2023
^ “~” comes before the end of the date; write 2023~, where it applies to the whole date
2023 approx.
     ^ “approx.” does not belong in a date; write 2023~
2023~?
    ^ “~?” does not belong in a date; write 2023%
2023?~
    ^ “?~” does not belong in a date; write 2023%
2023 ~
    ^ “ ” does not belong in a date; write 2023~
perhaps 2023
^ “perhaps” does not belong in a date; write 2023?
?2023
^ “?” comes before the end of the date; write 2023?, where it applies to the whole date
2023 (uncertain)
     ^ “(uncertain)” does not belong in a date; write 2023?
2004-06~-11
       ^ “~” comes before the end of the date; write 2004-06-11~, where it applies to the whole date
?2004-06-~11
^ “?” comes before the end of the date; write 2004-06-11%, where it applies to the whole date
2004-%06-11
     ^ “%” comes before the end of the date; write 2004-06-11%, where it applies to the whole date
2004?-06~-11
    ^ “?” comes before the end of the date; write 2004-06-11%, where it applies to the whole date
since 2023
^ “since” does not belong in a date; write 2023/..
after 2023-09
^ “after” does not belong in a date; write [2023-09..] if it happened once, 2023-09/.. if it lasted
until 2023
^ “until” does not belong in a date; write ../2023 if it lasted, [..2023] if it happened once
before 2023-07
^ “before” does not belong in a date; write ../2023-07 if it lasted, [..2023-07] if it happened once
between 1988 and 1994
^ “between” does not belong in a date; write 1988/1994 if it lasted, [1988..1994] if it happened once
1988 to 1994
    ^ “ to ” does not belong in a date; write 1988/1994
1988-1994
    ^ “-” does not belong in a date; write 1988/1994
1988 - 1994
    ^ “ - ” does not belong in a date; write 1988/1994
1988 / 1994
    ^ “ / ” does not belong in a date; write 1988/1994
2023-09-19 or 2023-09-20
          ^ “ or ” does not belong in a date; write [2023-09-19,2023-09-20]
2023-09-19 and 2023-09-20
          ^ “ and ” does not belong in a date; write {2023-09-19,2023-09-20}
2023-09-19,2023-09-20
          ^ “,” does not belong in a date; write [2023-09-19,2023-09-20] for one of them, {2023-09-19,2023-09-20} for both
1988..1994
    ^ “..” does not belong in a date; write [1988..1994] if it happened once, 1988/1994 if it lasted
2022-12..
       ^ “..” does not belong in a date; write 2022-12/.. if it lasted, [2022-12..] if it happened once
..2023
^ “..” does not belong in a date; write ../2023 if it lasted, [..2023] if it happened once
2022-12-12/present
           ^ “present” does not belong in a date; write 2022-12-12/..
2022/unknown
     ^ “unknown” does not belong in a date; write 2022/
unknown/2022
^ “unknown” does not belong in a date; write /2022
open/2022
^ “open” does not belong in a date; write ../2022
2022-12-12/?
           ^ “?” does not belong in a date; write 2022-12-12/
2023-09-19/20
           ^ “20” lacks its year or month; write the end in full: 2023-09-19/2023-09-20
2023-09-19/10-02
           ^ “10-02” lacks its year or month; write the end in full: 2023-09-19/2023-10-02
2023-09/10
        ^ “10” lacks its year or month; write the end in full: 2023-09/2023-10
1988/94
     ^ “94” lacks its year or month; write 1988/1994
2023/2022
     ^ the end 2022 comes before the start 2023; write 2022/2023 if they changed places
2023-09-19/2023-09-18
           ^ the end 2023-09-18 comes before the start 2023-09-19; write 2023-09-18/2023-09-19 if they changed places
2023-09-19T13:00Z/2023-09-19T12:00Z
                  ^ the end 2023-09-19T12:00Z comes before the start 2023-09-19T13:00Z; write 2023-09-19T12:00Z/2023-09-19T13:00Z if they changed places
2023-09-19/2023-9-20
^ “2023-09-19/2023-9-20” is not a date in EDTF; write 2023-09-19/2023-09-20
/
^ neither start nor end is a date; write the one that is known, as in YYYY/..
../..
^ neither start nor end is a date; write the one that is known, as in YYYY/..
../
^ neither start nor end is a date; write the one that is known, as in YYYY/..
2023/2024/2025
         ^ “/” does not belong around a date; an interval has one start and one end
2023-09-19/2023-02-30
                   ^ February 2023 has 28 days, and “30” is not one of them; write 2023-02/2023-09-19 if the day is not known
2023-09-19 13:00
          ^ “ ” is where T belongs; write 2023-09-19T13:00
2023-09-19 13:00+04:00
          ^ “ ” is where T belongs; write 2023-09-19T13:00+04:00
2023-09-19t13:00
          ^ “t” is where T belongs; write 2023-09-19T13:00
2023-09-19T13:00z
                ^ “z” is not a time of day in EDTF; write 2023-09-19T13:00Z
2023-09-19T13
           ^ “13” is not a time of day in EDTF; write 2023-09-19T13:00
2023-09-19T9:00
           ^ “9:00” is not a time of day in EDTF; write 2023-09-19T09:00
2023-09-19T1300
           ^ “1300” is not a time of day in EDTF; write 2023-09-19T13:00
2023-09-19T13.00
           ^ “13.00” is not a time of day in EDTF; write 2023-09-19T13:00
2023-09-19T13h00
           ^ “13h00” is not a time of day in EDTF; write 2023-09-19T13:00
2023-09-19T13:00+0400
                ^ “+0400” is not a time of day in EDTF; write 2023-09-19T13:00+04:00
2023-09-19T13:00+4
                ^ “+4” is not a time of day in EDTF; write 2023-09-19T13:00+04
2023-09-19T13:00 +04:00
                ^ “ ” is not a time of day in EDTF; write 2023-09-19T13:00+04:00
2023-09-19T13:00:00.5Z
                   ^ “.5” is not a time of day in EDTF; fractions of a second are not kept: write 2023-09-19T13:00:00Z
2023-09-19T13:00:00,25
                   ^ “,25” is not a time of day in EDTF; fractions of a second are not kept: write 2023-09-19T13:00:00
2023-09-19T13:00 UTC
                ^ “ UTC” is not a time of day in EDTF; write 2023-09-19T13:00Z
2023-09-19T13:00 Asia/Baku
                 ^ “Asia/Baku” is not a time of day in EDTF; write 2023-09-19T13:00, and the zone under time_zone
2023-09-19T13:00 AMT
                 ^ “AMT” is not a time of day in EDTF; write 2023-09-19T13:00, and the zone under time_zone
2023-09-19 1 pm
           ^ “1 pm” is a notation that Dateline does not read; write 2023-09-19T13:00
2023-09-19T
          ^ “T” is not a time of day in EDTF; write 2023-09-19, or the hour and minute behind the T
2023-09T13:00
       ^ “T13:00” has no day; remove the time: write 2023-09; or write the day before it
2023T13:00
    ^ “T13:00” has no day; remove the time: write 2023; or write the day before it
13:00
^ “13:00” lacks its year or month; write the day before the time, as YYYY-MM-DDT13:00
2023-09-19T25:00
           ^ 25 is not an hour; hours go from 00 to 23
2023-09-19T24:00
           ^ 24 is not an hour; 00:00 of the next day is the same time
2023-09-19T13:60
              ^ 60 is not a minute; minutes go from 00 to 59
2023-09-19T13:00:60
                 ^ 60 is not a second; seconds go from 00 to 59
2023-09-19T13:00+15:00
                ^ +15:00 is not an offset from UTC; offsets go from -14:00 to +14:00, with minutes up to 59
2023-09-19T13:00+04:60
                ^ +04:60 is not an offset from UTC; offsets go from -14:00 to +14:00, with minutes up to 59
2023-09-19T13:00-00:00
                ^ -00:00 is not an offset from UTC; write Z or +00:00
2023-09-XXT13:00
           ^ there is a time of day on an unknown day; remove the time
2023-XX-19
     ^ 2023-XX-19 has a day but no month; write 2023 and put the words of the source into date_text
202X-XX
     ^ the year 202X is unspecified, so a month has no meaning; write 202X
2023-09-1X
        ^ “1X” leaves unspecified what EDTF level 1 does not; write [2023-09-10..2023-09-19], or 2023-09-XX
2023-09-X
        ^ “X” leaves unspecified what EDTF level 1 does not; write 2023-09-XX, or the possible days as [2023-09-01,2023-09-02]
2023-1X
     ^ “1X” leaves unspecified what EDTF level 1 does not; write 2023-XX, or the possible months as [2023-01,2023-02]
1X99
^ “1X99” leaves unspecified what EDTF level 1 does not; X stands for the last digits of a year, as in 199X or 19XX
1XXX
^ “1XXX” leaves unspecified what EDTF level 1 does not; write [1000..1999], or what is known
XXXX
^ “XXXX” is not a date; write what is known, such as a decade (199X) or a century (19XX)
XXXX-12-25
^ “XXXX” is not a date; write what is known, such as a decade (199X) or a century (19XX)
199x
   ^ “x” is where a digit is left unspecified; write 199X
19uu
  ^ “u” is where a digit is left unspecified; write 19XX
19??
^ “19??” leaves unspecified what EDTF level 1 does not; write 19XX
199?
^ “199?” leaves unspecified what EDTF level 1 does not; write 199X
19--
^ “19--” leaves unspecified what EDTF level 1 does not; write 19XX
2023-xx-xx
     ^ “x” is where a digit is left unspecified; write 2023-XX-XX
2023-09-uu
        ^ “u” is where a digit is left unspecified; write 2023-09-XX
1990s
^ “1990s” is not a year in EDTF; write 199X
1900s
^ “1900s” is not a year in EDTF; write 19XX for the century, 190X for the decade
the 1980s
    ^ “1980s” is not a year in EDTF; write 198X
19th century
^ “19th century” is a notation that Dateline does not read; write 18XX
44 BC
   ^ “BC” does not belong in a date; write -0043, since 0000 is 1 BC
1 BCE
  ^ “BCE” does not belong in a date; write 0000, since 0000 is 1 BC
0 BC
^ “0 BC” is not a date; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known
753 B.C.
    ^ “B.C.” does not belong in a date; write -0752, since 0000 is 1 BC
987
^ “987” is not a year in EDTF; write 0987
23
^ “23” is not a year in EDTF; write 1923 or 2023
-43
^ “-43” is not a year in EDTF; write -0043
12023
^ “12023” is not a year in EDTF; write Y12023 for a year of more than four digits
-17000
^ “-17000” is not a year in EDTF; write Y-17000 for a year of more than four digits
+2023
^ “+” does not belong in a date; write 2023
Y2023
^ “Y2023” is not a year in EDTF; write 2023: Y goes before years of more than four digits
Y-0043
^ “Y-0043” is not a year in EDTF; write -0043: Y goes before years of more than four digits
Y017000
^ “Y017000” is not a year in EDTF; write Y17000
y17000
^ “y” is not a year in EDTF; write Y17000
Y17000-05
      ^ “-05” is not a year in EDTF; a year of more than four digits is written alone
Y1234567890123
 ^ “1234567890123” is not a year in EDTF; Dateline reads years of up to twelve digits
Y-17E7
    ^ “E7” is a notation that Dateline does not read; write the digits out
1950S2
    ^ “S2” is a notation that Dateline does not read; write 195X for the decade, 19XX for the century
[]
 ^ the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known
[2023
^ “[” does not belong around a date; write [2023]
2023]
    ^ “]” does not belong around a date; write 2023, or [2023] for a set
[2023,2024)
^ “[” does not belong around a date; write [2023,2024]
(2023)
^ “(” does not belong around a date; write 2023
"2023"
^ “"” does not belong around a date; write 2023
[2023,,2024]
      ^ the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known
[2023,]
      ^ the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known
[2023]~
      ^ “~” does not belong around a date; put ~ after each date in the set to which it applies
[2023,2023-13]
           ^ 13 is not a month; months go from 01 to 12, seasons from 21 to 41
[2023, 2024-9]
            ^ “9” has one digit where two belong; write [2023, 2024-09]
[2023, ..2024]
       ^ ..2024 is open in the middle of a set; put a range open to the past first and one open to the future last
[2023..,2024]
 ^ 2023.. is open in the middle of a set; put a range open to the past first and one open to the future last
[..]
 ^ a range without a date; write the end that is known, as in [..YYYY]
[2024..2023]
 ^ the range 2024..2023 runs backwards; write [2023..2024]
[2023 ,2024]
     ^ there is a space after the date; write [2023,2024]
[ 2023]
 ^ there is a space before the date; write [2023]
{[2023]}
 ^ “[2023]” is not a date; write {2023} if no more is known, or 2023-MM, or 2023-MM-DD
today
^ “today” is not a date; write the day itself, as YYYY-MM-DD
unknown
^ “unknown” is not a date; write what is known, such as a decade (199X) or a century (19XX)
n.d.
^ “n.d.” is not a date; write what is known, such as a decade (199X) or a century (19XX)
?
^ “?” is not a date; write what is known, such as a decade (199X) or a century (19XX)
..
^ “..” is not a date; write what is known, such as a decade (199X) or a century (19XX)
long ago
^ “long ago” is not a date; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known
2023-09-19abc
          ^ “abc” does not belong in a date; write 2023-09-19, and the words of the source under date_text
202X-13
     ^ 13 is not a month; months go from 01 to 12, seasons from 21 to 41
2023-09-19 late evening
           ^ “late evening” does not belong in a date; write 2023-09-19, and the words of the source under date_text
2023年
    ^ “年” is a notation that Dateline does not read; write 2023
17 March 1918 (30 March N.S.)
                        ^ “N.S.” is not a date of the Gregorian calendar; write 1918-03-30, and the words of the source under date_text
23 March 1918 [O.S. 10 March]
               ^ “O.S.” is not a date of the Gregorian calendar; write 1918-03-23, and the words of the source under date_text
17 March 1918 OS
              ^ “OS” is not a date of the Gregorian calendar; write 1918-03-30, and the words of the source under date_text
1708-02-11 O.S.
           ^ “O.S.” is not a date of the Gregorian calendar; write 1708-02-22, and the words of the source under date_text
17 (30) March 1918
^ “17 (30) March 1918” is not a date of the Gregorian calendar; write 1918-03-30, and the words of the source under date_text
17/30 March 1918
^ “17/30 March 1918” is not a date of the Gregorian calendar; write 1918-03-17/1918-03-30 for the span, or 1918-03-30 if the first is Old Style
12/14 March 1918
^ “12/14 March 1918” is not a date in EDTF; write 1918-03-12/1918-03-14
5 Shaban 1442 AH
  ^ “Shaban” is not a date of the Gregorian calendar; this is the Hijri calendar: write the Gregorian day, and “5 Shaban 1442 AH” under date_text
12 Rajab 1440
   ^ “Rajab” is not a date of the Gregorian calendar; this is the Hijri calendar: write the Gregorian day, and “12 Rajab 1440” under date_text
1399-11-22 SH
           ^ “SH” is not a date of the Gregorian calendar; this is the Solar Hijri calendar: write the Gregorian day, and “1399-11-22 SH” under date_text
2 Nisan 5781
  ^ “Nisan” is not a date of the Gregorian calendar; this is the Hebrew calendar: write the Gregorian day, and “2 Nisan 5781” under date_text
2 Nisan 2031
^ “2 Nisan 2031” is not a date in EDTF; write 2031-04-02
1397/02/11
    ^ “/” is where a hyphen belongs; write 1397-02-11, unless the year is one of the Solar Hijri
平成31年4月5日
^ “平成” is not a date of the Gregorian calendar; write 2019-04-05, and the words of the source under date_text
2031年4月5日
    ^ “年” is a notation that Dateline does not read; write 2031-04-05
1990s-2000s
    ^ “s-” does not belong in a date; write 199X/200X
5.IV.2031
  ^ “IV” is a notation that Dateline does not read; write 2031-04-05
5-Apr-31
^ “5-Apr-31” does not belong in a date; write 1931-04-05
Apr-95
^ “Apr-95” does not belong in a date; write 1995-04
21-Apr
^ “21-Apr” has no year; write YYYY-04-21, with the year for YYYY
2031-04-??
        ^ “??” leaves unspecified what EDTF level 1 does not; write 2031-04-XX
2031-??-??
    ^ “-??-??” leaves unspecified what EDTF level 1 does not; write 2031
2031-04-05T10:00Z[Europe/Berlin]
                 ^ “[Europe/Berlin]” is not a time of day in EDTF; write 2031-04-05T10:00Z, and the zone under time_zone
noon, 5 April 2031
^ “noon, 5 April 2031” is not a date in EDTF; write 2031-04-05T12:00
5 April 2031 10pm
^ “5 April 2031 10pm” is not a date in EDTF; write 2031-04-05T22:00
Mon Apr 05 2031 10:00:00 GMT+0200
^ “Mon Apr 05 2031 10:00:00 GMT+0200” is not a date in EDTF; write 2031-04-05T10:00+02:00
1617580800
^ “1617580800” is a number, not a date; write 2021-04-05 if a program counted seconds since 1970, Y1617580800 if it is a year
1617580800000
^ “1617580800000” is a number, not a date; write 2021-04-05 if a program counted seconds since 1970
H1 2031
^ “H1” is a notation that Dateline does not read; write 2031-40
week 14, 2031
^ “week 14” is a notation that Dateline does not read; write 2031-03-31/2031-04-06
1st quarter 2031
^ “1st quarter” is a notation that Dateline does not read; write 2031-33
1990±2
    ^ “±2” is a notation that Dateline does not read; write [1988..1992]
1990 or so
     ^ “or so” does not belong in a date; write 1990~
2030–31
    ^ “–” is not a character used in dates; write 2030/2031
2005–06
    ^ “–” is not a character used in dates; write 2005/2006 or 2005-06 for the month
2020-present
    ^ “-present” does not belong in a date; write 2020/..
2031-04-05 → 2031-04-07
^ “2031-04-05 → 2031-04-07” is not a date in EDTF; write 2031-04-05/2031-04-07
<2031-04-05 Mon>
^ “<” does not belong in a date; write 2031-04-05
the morning of 5 April 2031
^ “the morning of ” does not belong in a date; write 2031-04-05, and the words of the source under date_text
N/A
^ “N/A” is not a date; write what is known, such as a decade (199X) or a century (19XX)
31 April 2031
^ April 2031 has 30 days, and “31” is not one of them; write 2031-04 if the day is not known
"""
CASES = tuple(zip(*[iter(REFUSED.strip("\n").split("\n"))] * 2, strict=True))
UNSEEN = (
    (
        "",
        "^ the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known",
    ),
    (
        "  ",
        "^ the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known",
    ),
    (" 2023-09-19", "^ there is a space before the date; write 2023-09-19"),
    ("2023-09-19 ", "          ^ there is a space after the date; write 2023-09-19"),
    ("2023-09-19\xa0", "          ^ there is a space after the date; write 2023-09-19"),
    ("2023-09-19\n", "          ^ there is a space after the date; write 2023-09-19"),
    (
        "2023\u200e-09",
        "    ^ an invisible character (U+200E) is not a character used in dates; write 2023-09",
    ),
)


def told(refusal: NotADate) -> str:
    return " " * refusal.at + f"^ {refusal}"


@pytest.mark.parametrize(("text", "message"), CASES + UNSEEN)
def test_a_text_that_is_no_date_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(text)
    assert told(refused.value) == message


@pytest.mark.parametrize(("text", "message"), CASES + UNSEEN)
def test_the_column_lies_in_the_text(text: str, message: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(text)
    assert 0 <= refused.value.at <= len(text)


def proposed(text: str, read: Callable[[str], object] = read_date) -> tuple[str, ...]:
    """Return what is proposed in the place of a text that is no date."""
    with pytest.raises(NotADate) as refused:
        read(text)
    advice = refused.value.advice
    assert not advice.proposed or advice.instead_of == text
    return advice.proposed


@pytest.mark.parametrize("text", [text for text, _ in CASES + UNSEEN])
def test_what_is_proposed_is_a_date(text: str) -> None:
    for written in proposed(text):
        assert read_date(written).text == written


# Texts as sources have them, and the dates that are proposed for them.
IN_WORDS = """
12–16 August 1969 | 1969-08-12/1969-08-16
August 12, 1969 – August 16, 1969 | 1969-08-12/1969-08-16
6\u00a0April\u00a01992 | 1992-04-06
12 August – 3 September 1969 | 1969-08-12/1969-09-03
28 December – 3 January 1993 | 1992-12-28/1993-01-03
August 12-16, 1969 | 1969-08-12/1969-08-16
6th-8th April 1992 | 1992-04-06/1992-04-08
12-16.08.1969 | 1969-08-12/1969-08-16
1992-04-06–08 | 1992-04-06/1992-04-08
1992/04/06-1992/04/08 | 1992-04-06/1992-04-08
April–May 1992 | 1992-04/1992-05
1992–95 | 1992/1995
from 5 to 7 April 1992 | 1992-04-05/1992-04-07
5 or 6 April 1992 | [1992-04-05,1992-04-06]
5 and 6 April 1992 | {1992-04-05,1992-04-06}
around 6 April 1992 | 1992-04-06~
since April 1992 | 1992-04/..
before 6 April 1992 | ../1992-04-06 | [..1992-04-06]
after 1991-08 | [1991-08..] | 1991-08/..
6 April 1992, 10:00 | 1992-04-06T10:00
6 Apr '92 | 1992-04-06
12/5/72 | 1972-05-12 | 1972-12-05
1992, April 6 | 1992-04-06
1992 April 6 | 1992-04-06
spring of 1992 | 1992-21
early 1972 | 1972
the mid-1990s | 199X
Q3 1991 | 1991-35
2031-Q2 | 2031-34
20th c. | 19XX
AD 987 | 0987
<2031 | ../2031 | [..2031]
12345-01-01 | Y12345
+1994-00-00T00:00:00Z | 1994
-1XXX | [-1999..-1000]
2023-09-19 12.30 a.m. | 2023-09-19T00:30
2023-W38-2 | 2023-09-19
5 апреля 2031 | 2031-04-05
5. März 2031 | 2031-03-05
summer in the year 1992 | 1992-22
long ago
6 April
0 BC
"""


@pytest.mark.parametrize("line", IN_WORDS.strip().split("\n"))
def test_a_date_in_words_is_answered_with_the_date_that_it_means(line: str) -> None:
    text, *dates = (part.replace("\\u00a0", "\u00a0") for part in line.split(" | "))
    assert proposed(text) == tuple(dates)
    assert [read_date(date).text for date in dates] == dates


DAYS = st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda day: (day, f"{day:%Y-%m-%d}"))
SHAPES = ("{0:%-d %B %Y}", "{0:%B %-d, %Y}", "{0:%-d %b %Y}", "{0:%A, %-d %B %Y}", "{0:%Y/%m/%d}", "{0:%-d.%-m.%Y}")


@given(DAYS, st.sampled_from(SHAPES))
def test_every_day_in_words_is_answered_with_that_day(day: tuple[datetime.date, str], shape: str) -> None:
    assert proposed(shape.format(day[0])) == (day[1],)


@given(DAYS, DAYS, st.sampled_from(SHAPES[:4]), st.sampled_from((" – ", "–", " to ", " until ", "\u00a0—\u00a0")))
def test_every_span_in_words_is_answered_with_that_span(
    first: tuple[datetime.date, str], last: tuple[datetime.date, str], shape: str, joiner: str
) -> None:
    first, last = sorted((first, last))
    if first != last:
        assert proposed(f"{shape.format(first[0])}{joiner}{shape.format(last[0])}") == (f"{first[1]}/{last[1]}",)


@given(st.text(alphabet="0123456789-/.,:~?%[]{}XTZ +–—aprilmyunkowc", max_size=24))
def test_whatever_is_proposed_for_any_text_is_a_date(text: str) -> None:
    for read in (read_date, read_end):
        with suppress(NotADate):
            read(text)
            continue
        for written in proposed(text, read):
            read(written)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "^ no end is written; write unknown"),
        ("?", "^ “?” is not an end; write unknown"),
        ("Unknown", "^ “Unknown” is not an end; write unknown"),
        ("ongoing", "^ “ongoing” is not an end; write .. for something ongoing"),
        ("present", "^ “present” is not an end; write .. for something ongoing"),
        ("2023/2024", "    ^ there is an interval where one date belongs; write its end, 2024"),
        (
            "[2023,2024]",
            "^ there is a set where one date belongs; write one date, with ~ or ? if it is vague",
        ),
        ("2023-9-19", "     ^ “9” has one digit where two belong; write 2023-09-19"),
    ],
)
def test_an_end_is_one_date_or_open_or_unknown(text: str, message: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_end(text)
    assert told(refused.value) == message


@pytest.mark.parametrize("text", ["..", "unknown", "2023", "2023-09-19T13:00+04:00", "2023-09~"])
def test_an_end_keeps_its_text(text: str) -> None:
    assert read_end(text).text == text
