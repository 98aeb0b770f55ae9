// The texts that pages bring along: see app/texts.ts. All of them together are
// for types and for the test of the languages only.
import batches from './batches'
import complaints from './complaints'
import files from './files'
import held from './held'
import help from './help'
import imports from './imports'
import orders from './orders'
import photos from './photos'
import policyForm from './policyForm'
import reconcile from './reconcile'
import reports from './reports'
import settings from './settings'
import signIn from './signIn'
import stock from './stock'
import strays from './strays'
import tour from './tour'

export const pages = { batches, complaints, files, held, help, imports, orders, photos, policyForm, reconcile, reports, settings, signIn, stock, strays, tour }
export type PageTexts = typeof pages
