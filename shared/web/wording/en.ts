import type { Wording } from './wording.ts'

export const en: Wording = {
  statuses: {
    'awaiting-letter': 'Awaiting letter',
    received: 'Received',
    'in-review': 'In review',
    'needs-correction': 'Needs correction',
    approved: 'Approved',
    'awaiting-link': 'Awaiting link',
    scheduled: 'Scheduled',
    completed: 'Completed',
    'not-held': 'Not held',
    rejected: 'Rejected',
    cancelled: 'Cancelled',
    expired: 'Expired',
  },
  statusMeanings: {
    'awaiting-letter': 'Your form is saved. Upload the letter of request so that we can review it.',
    received: 'We have your letter, and the request is waiting to be reviewed.',
    'in-review': 'Your request is being reviewed. We will answer by e-mail.',
    'needs-correction':
      'The request was returned for correction. Read the reviewer’s note, then send the correction.',
    approved: 'The request is approved. We send the meeting link as soon as it is available.',
    'awaiting-link': 'The request is approved. The meeting link is being made.',
    scheduled: 'The request is approved, and the schedule and link are available.',
    completed: 'The event has ended. Thank you for using this service.',
    'not-held': 'The event did not take place.',
    rejected: 'The request cannot be met. Our answer states the reason.',
    cancelled: 'The request was cancelled. You may file a new one at any time.',
    expired: 'The request was closed because it was not completed in time. Please file a new one.',
  },
  deadlines: { 'on-time': 'On time', 'due-soon': 'Due soon', overdue: 'Overdue' },
  decisions: { approve: 'Approve', reject: 'Reject', return: 'Return for correction' },
  applicantKinds: {
    opd: 'District agency (OPD)',
    upt: 'Technical unit (UPT)',
    kecamatan: 'Subdistrict (kecamatan)',
    'kelurahan-desa': 'Village (kelurahan or desa)',
    'instansi-vertikal': 'Office of a national agency',
    'organisasi-lain': 'Other organisation',
  },
  services: {
    'video-conference': 'Video conference (Zoom)',
    streaming: 'Live stream (YouTube)',
    both: 'Video conference and live stream',
  },
  hosts: { office: 'We make the link', other: 'Link of another party' },
  equipment: {
    operator: 'Operator',
    camera: 'Camera',
    sound: 'Microphone and sound',
    laptop: 'Laptop',
    network: 'Internet connection',
  },
  visibilities: { public: 'Public', unlisted: 'Unlisted (by link only)' },
  endorsements: {
    'signed-and-stamped': 'Signature and stamp',
    electronic: 'Electronic signature (TTE)',
  },
  letterTypes: { pdf: 'PDF', jpeg: 'JPG', png: 'PNG', heic: 'HEIC' },
  letterFaults: {
    empty: 'The file is empty. Open it on your device, check its content, then upload it again.',
    'too-large':
      'The file is larger than 10 MB. Scan at a lower resolution or take a new photo, then upload it again.',
    'wrong-type':
      'The content is not a PDF, JPG, PNG or HEIC. Save the letter as PDF or take a photo of it, then upload it again.',
    'active-content':
      'The PDF holds a program or hidden attachment. Print it to PDF without forms and attachments, then upload it again.',
    encrypted:
      'The PDF is locked by a password. Save a copy without password, then upload it again.',
    'no-pages':
      'The PDF has no pages. Make a new PDF from the original letter, then upload it again.',
    damaged:
      'The file is damaged and cannot be opened. Scan or save the letter anew, then upload it again.',
    malware:
      'Our scanner found a virus in the file. Check your device with antivirus software, scan or make the letter anew, then upload it again.',
    unchecked:
      'We could not check whether the file is safe. Contact our office if this happens again, or save the letter anew as a PDF or photo, then upload it again.',
  },
  roles: {
    'head-of-office': 'Head of office',
    'head-of-division': 'Head of division',
    'head-of-section': 'Head of section',
    reviewer: 'Reviewer',
    'complaint-officer': 'Complaint officer',
    'complaint-team': 'Complaint team',
    administrator: 'Administrator',
  },
  events: {
    RequestSubmitted: 'Request form sent',
    LetterRefused: 'Letter could not be accepted',
    LetterAccepted: 'Letter of request accepted',
    DueDateSet: 'Due date set',
    ReviewOpened: 'Review began',
    ReviewReminded: 'Reviewers reminded',
    ReviewEscalated: 'Review passed to the superior',
    RequestApproved: 'Request approved',
    RequestRejected: 'Request rejected',
    RequestReturned: 'Request returned for correction',
    LinkRecorded: 'Meeting link recorded',
    LetterDownloaded: 'Letter opened by a reviewer',
    RequestCancelled: 'Request cancelled',
    RequestExpired: 'Request closed because it was not completed in time',
  },
}
