/**
 * Functions that look past the fence and do not begin with the tenant of the transaction, each with its reason. They are all that may meet
 * rows of more than one organisation; everything else keeps to one.
 */
export const namedLooks: Record<string, string> = {
	'auth.actor_of(uuid,date)': 'who signs in has no tenant yet; everything in it follows from the one account',
	'auth.login_is_taken(text)': 'login names are one list for the installation; it says yes or no',
	'every_tenant()': 'jobs visit one organisation after another; ids alone',
	'instance_is_empty()': 'asked before anybody has signed in; it says yes or no',
	'invitation_by_token(text,timestamp with time zone)':
		'an invitation is found by the hash of its token before its tenant is known',
	'residence_by_token(text,timestamp with time zone)':
		'a link for one answer is found by the hash of its token before its tenant is known',
	'exchange_at_work(timestamp with time zone)':
		'the server visits each organisation that has parcels to deliver or to take in; ids alone',
	'tenants_with_arrivals()':
		'the server visits each organisation that has something of a partner’s under way; ids alone',
	'figures_to_send(timestamp with time zone,timestamp with time zone)':
		'the server visits each organisation that sends figures to a superior one; ids alone',
	'transfer_by_code(text,timestamp with time zone)':
		'a code on a letter is found by its hash before its tenant is known',
	'sample_logins()': 'the sign-in page of a sample; nothing where there is another organisation',
	'site_gathered(uuid,uuid)': 'visitors have no tenant; the first parameter is that of the site',
	'site_heads(uuid,uuid,text,integer,text,text,integer,integer)':
		'visitors have no tenant; the first parameter is that of the site',
	'site_read(uuid,uuid,text)': 'visitors have no tenant; the first parameter is that of the site',
	'site_search(uuid,uuid,text,text,integer,integer)':
		'visitors have no tenant; the first parameter is that of the site',
	'site_place_taken(uuid,text,text)':
		'names and hosts of sites are one list for the installation; it says yes or no',
	'sites_on()':
		'which site is shown where: names and addresses of the sites of all organisations that are on',
	'deliver_progress(timestamp with time zone)':
		'the one roll-up between organisations (decision 0048): sums go to the superior’s tenant',
};
