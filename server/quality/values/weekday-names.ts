import { byWord } from './words.ts';

/** Days of the week from Monday as 1, by their names. */
export const weekdayByWord: ReadonlyMap<string, number> = byWord(
  [
    'monday mondays montag montags lundi lundis lunes lunedì',
    'tuesday tuesdays dienstag dienstags mardi mardis martes martedì',
    'wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles mercoledì',
    'thursday thursdays donnerstag donnerstags jeudi jeudis jueves giovedì',
    'friday fridays freitag freitags vendredi vendredis viernes venerdì',
    'saturday saturdays samstag samstags sonnabend sonnabends samedi samedis sábado sábados sabato sabati',
    'sunday sundays sonntag sonntags dimanche dimanches domingo domingos domenica domeniche',
  ].map((words, index) => [words, index + 1] as const),
);

/** Abbreviations; many are words of their own ("so", "sat"), so they count only beside a time or another day. */
export const shortWeekdayByWord: ReadonlyMap<string, number> = byWord(
  [
    'mon mo lun',
    'tue tues di mar',
    'wed mi mer mié',
    'thu thur thurs do jeu jue gio',
    'fri fr ven vie',
    'sat sa sam sáb sab',
    'sun so dim dom',
  ].map((words, index) => [words, index + 1] as const),
);
