export { beforeCarrying } from './carrying.server.ts';
export { isMarkedSecret } from './domain/read-header.ts';
export {
	type ArrivingParcel,
	type Parcel,
	type ParcelTaker,
	type Posting,
	postToPartner,
	type Settled,
	takeParcels,
	whenSettled,
} from './parcels.server.ts';
export { mayKeepPartners } from './policy.ts';
export {
	type KnownPartner,
	knownPartner,
	type OpenPartner,
	openPartners,
	type PartnerRole,
} from './queries-partners.server.ts';
export { receiveWithMain, refusalOfPackage } from './receive.server.ts';
export { packForPartners } from './send.server.ts';
export type { Wire } from './wire.server.ts';
