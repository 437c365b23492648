<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>app</name>
        <message numerus="yes">
            <source>The backup is restored: %n child(ren) in this record book</source>
            <translation type="vanished">
                <numerusform>The backup is restored: %n child in this record book</numerusform>
                <numerusform>The backup is restored: %n children in this record book</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>body_map</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/body_map/body_map.py" />
            <source>%n mark(s) drawn.</source>
            <translation>
                <numerusform>%n mark drawn.</numerusform>
                <numerusform>%n marks drawn.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/body_map/overlay.py" />
            <source>%n mark(s)</source>
            <translation>
                <numerusform>%n mark</numerusform>
                <numerusform>%n marks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>child</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/child/open_now.py" />
            <source>Show more: %n left</source>
            <translation>
                <numerusform>Show more: %n left</numerusform>
                <numerusform>Show more: %n left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/child/open_now.py" />
            <source>And %n more.</source>
            <translation>
                <numerusform>And %n more.</numerusform>
                <numerusform>And %n more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/child/screen.py" />
            <source>%n field(s) left out by {organisation}.</source>
            <translation>
                <numerusform>%n field left out by {organisation}.</numerusform>
                <numerusform>%n fields left out by {organisation}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/child/sections.py" />
            <source>Show the marks of %n record(s) on one picture</source>
            <translation>
                <numerusform>Show the marks of %n record on one picture</numerusform>
                <numerusform>Show the marks of %n records on one picture</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>concern</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/concern/wording.py" />
            <source>You have %n unfinished concern(s).</source>
            <translation>
                <numerusform>You have %n unfinished concern.</numerusform>
                <numerusform>You have %n unfinished concerns.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>domain</name>
        <message numerus="yes">
            <location filename="../../desktop/domain/dates.py" />
            <source>%n year(s)</source>
            <translation>
                <numerusform>%n year</numerusform>
                <numerusform>%n years</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/domain/dates.py" />
            <source>%n month(s)</source>
            <translation>
                <numerusform>%n month</numerusform>
                <numerusform>%n months</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/domain/dates.py" />
            <source>%n week(s)</source>
            <translation>
                <numerusform>%n week</numerusform>
                <numerusform>%n weeks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/domain/dates.py" />
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>help</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/help/from_guidance.py" />
            <source>%n year(s)</source>
            <translation>
                <numerusform>%n year</numerusform>
                <numerusform>%n years</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>letters</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/letters/lines.py" />
            <source>%n letter(s) is/are waiting to leave.</source>
            <translation>
                <numerusform>%n letter is waiting to leave.</numerusform>
                <numerusform>%n letters are waiting to leave.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/letters/lines.py" />
            <source>No answer seen here for %n day(s); ring {who}.</source>
            <translation>
                <numerusform>No answer seen here for %n day; ring {who}.</numerusform>
                <numerusform>No answer seen here for %n days; ring {who}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/letters/moved.py" />
            <source>%n letter(s)</source>
            <translation>
                <numerusform>%n letter</numerusform>
                <numerusform>%n letters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>people</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/people/lines.py" />
            <source>%n record(s) kept from some people: to be read on the other record only.</source>
            <translation>
                <numerusform>%n record kept from some people: to be read on the other record only.</numerusform>
                <numerusform>%n records kept from some people: to be read on the other record only.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>services</name>
        <message numerus="yes">
            <location filename="../../desktop/services/chronology_telling.py" />
            <source>The chronology: %n record(s) of ours that nobody is kept from</source>
            <translation>
                <numerusform>The chronology: %n record of ours that nobody is kept from</numerusform>
                <numerusform>The chronology: %n records of ours that nobody is kept from</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/chronology_words.py" />
            <source>{count} of %n line(s): the others are left out.</source>
            <translation>
                <numerusform>{count} of %n line: the others are left out.</numerusform>
                <numerusform>{count} of %n lines: the others are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/chronology_words.py" />
            <source>%n line(s).</source>
            <translation>
                <numerusform>%n line.</numerusform>
                <numerusform>%n lines.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/chronology_words.py" />
            <source>%n record(s) that some people must not see stand on this child’s other record alone.</source>
            <translation>
                <numerusform>%n record that some people must not see stand on this child’s other record alone.</numerusform>
                <numerusform>%n records that some people must not see stand on this child’s other record alone.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/clock_skew.py" />
            <source>at least %n minute(s) ahead of {whom}</source>
            <translation>
                <numerusform>at least %n minute ahead of {whom}</numerusform>
                <numerusform>at least %n minutes ahead of {whom}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/clock_skew.py" />
            <source>%n minute(s) behind {whom}</source>
            <translation>
                <numerusform>%n minute behind {whom}</numerusform>
                <numerusform>%n minutes behind {whom}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/clock_skew.py" />
            <source>%n minute(s) ahead of {whom}</source>
            <translation>
                <numerusform>%n minute ahead of {whom}</numerusform>
                <numerusform>%n minutes ahead of {whom}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/enquiry_pages.py" />
            <source>%n field(s) left out</source>
            <translation>
                <numerusform>%n field left out</numerusform>
                <numerusform>%n fields left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/services/entries.py" />
            <source>Write at least %n character(s)</source>
            <translation>
                <numerusform>Write at least %n character</numerusform>
                <numerusform>Write at least %n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/settings/cards.py" />
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/settings/safekeeping.py" />
            <source>%n entry/entries is/are there, unchanged, with valid signatures.</source>
            <translation>
                <numerusform>%n entry is there, unchanged, with valid signatures.</numerusform>
                <numerusform>%n entries are there, unchanged, with valid signatures.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>share</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/share/screen.py" />
            <source>%n person/people can open it</source>
            <translation>
                <numerusform>%n person can open it</numerusform>
                <numerusform>%n people can open it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>shell</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/finder.py" />
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/finder.py" />
            <source>The first %n are shown, and there are more: add a word or a date.</source>
            <translation>
                <numerusform>The first %n are shown, and there are more: add a word or a date.</numerusform>
                <numerusform>The first %n are shown, and there are more: add a word or a date.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/greetings.py" />
            <source>The backup is restored: %n child(ren) in this record book</source>
            <translation>
                <numerusform>The backup is restored: %n child in this record book</numerusform>
                <numerusform>The backup is restored: %n children in this record book</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/presenter.py" />
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/presenter.py" />
            <source>%n letter(s) not sent yet</source>
            <translation>
                <numerusform>%n letter not sent yet</numerusform>
                <numerusform>%n letters not sent yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/presenter.py" />
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/presenter.py" />
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/shell/window.py" />
            <source>%n letter(s) not sent yet. Letters leave this computer only while the record book is open.</source>
            <translation>
                <numerusform>%n letter not sent yet. Letters leave this computer only while the record book is open.</numerusform>
                <numerusform>%n letters not sent yet. Letters leave this computer only while the record book is open.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>times</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n year(s) old</source>
            <translation>
                <numerusform>%n year old</numerusform>
                <numerusform>%n years old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n day(s) old</source>
            <translation>
                <numerusform>%n day old</numerusform>
                <numerusform>%n days old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n week(s) old</source>
            <translation>
                <numerusform>%n week old</numerusform>
                <numerusform>%n weeks old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n month(s) old</source>
            <translation>
                <numerusform>%n month old</numerusform>
                <numerusform>%n months old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/times.py" />
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>today</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/today/due_words.py" />
            <source>overdue by %n day(s), it was due on {day}</source>
            <translation>
                <numerusform>overdue by %n day, it was due on {day}</numerusform>
                <numerusform>overdue by %n days, it was due on {day}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/today/due_words.py" />
            <source>was due %n day(s) ago, on {day}. Nothing has been seen here: ring</source>
            <translation>
                <numerusform>was due %n day ago, on {day}. Nothing has been seen here: ring</numerusform>
                <numerusform>was due %n days ago, on {day}. Nothing has been seen here: ring</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/today/due_words.py" />
            <source>was due %n day(s) ago, on {day}</source>
            <translation>
                <numerusform>was due %n day ago, on {day}</numerusform>
                <numerusform>was due %n days ago, on {day}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/today/due_words.py" />
            <source>due in %n day(s), on {day}{by}</source>
            <translation>
                <numerusform>due in %n day, on {day}{by}</numerusform>
                <numerusform>due in %n days, on {day}{by}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/today/lines.py" />
            <source>%n further record(s) will stand here once these are decided.</source>
            <translation>
                <numerusform>%n further record will stand here once these are decided.</numerusform>
                <numerusform>%n further records will stand here once these are decided.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>unlock</name>
        <message numerus="yes">
            <location filename="../../desktop/ui/unlock/view.py" />
            <source>%n letter(s) not sent yet</source>
            <translation>
                <numerusform>%n letter not sent yet</numerusform>
                <numerusform>%n letters not sent yet</numerusform>
            </translation>
        </message>
    </context>
</TS>
