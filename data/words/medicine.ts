import { list } from "./list.ts";

/** Treatments. */
export const treatments = list(`
  aspirin, insulin, surgery, physiotherapy, a new vaccine, vitamin d, a low salt diet,
  acupuncture, statins, an antibiotic, daily exercise, a nasal spray, morphine,
  cortisone, massage, radiotherapy, a beta blocker, iron tablets, group therapy,
  light therapy, a mobile app
`);

/** Illnesses. */
export const illnesses = list(`
  asthma, diabetes, migraine, arthritis, depression, stroke, back pain, anaemia,
  pneumonia, obesity, insomnia, heart failure, eczema,
  epilepsy, malaria, gout, hepatitis, dementia, hypertension, psoriasis, sepsis
`);

/** What is measured. */
export const outcomes = list(`
  blood pressure, pain score, body weight, survival, sleep quality, relapse rate,
  lung function, hospital stay, quality of life, mortality,
  muscle strength, heart rate, anxiety, memory, fatigue, wound healing
`);
