/**
 * Facts of this feature to which others may react (`reactTo(programmeEvents.accepted, …)`), in the transaction of the
 * change. The subject is the task, `personId` its owner, `documentId` the document whose clauses it carries out.
 */
export const programmeEvents = {
	issued: 'programme.issued',
	assigned: 'task.assigned',
	begun: 'task.begun',
	reported: 'task.reported',
	accepted: 'task.accepted',
	returned: 'task.returned',
	cancelled: 'task.cancelled',
	/** Once for each due day that passes with the result still owed. */
	late: 'task.late',
	urged: 'task.urged',
	deadlineAsked: 'deadline.asked',
	deadlineMoved: 'deadline.moved',
	notApplicable: 'clause.not_applicable',
} as const;
