using UtilityBilling.Customers.Names;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Imports;

/// <summary>Every table that an import fills, in the order of their foreign keys.</summary>
internal static class ImportTables
{
    public static readonly ImportTable<ParcelImport> Parcels = new ImportTable<ParcelImport>("parcels")
        .Uuid("id", r => r.Id).Text("number", r => r.Number).Text("legal_description", r => r.LegalDescription).Text("owner_of_record", r => r.OwnerOfRecord).Number("area_sq_ft", r => r.AreaSqFt);

    public static readonly ImportTable<CustomerImport> Customers = new ImportTable<CustomerImport>("customers")
        .Uuid("id", r => r.Id).Text("kind", r => r.Kind.ToString()).Text("first_name", r => r.FirstName).Text("last_name", r => r.LastName)
        .Text("display_name", r => SortKeys.Display(r.Kind, r.FirstName, r.LastName)).Text("sort_key", r => SortKeys.Person(r.FirstName, r.LastName))
        .Text("language", r => r.Language).Text("email", r => r.Email).Text("phone", r => r.Phone)
        .Text("mailing_line1", r => r.Mailing?.Line1).Text("mailing_line2", r => r.Mailing?.Line2).Text("mailing_city", r => r.Mailing?.City).Text("mailing_state", r => r.Mailing?.State).Text("mailing_zip", r => r.Mailing?.Zip)
        .Flag("is_staff", r => r.IsStaff).Text("legacy_system", r => r.LegacySystem).Text("legacy_id", r => r.LegacyId);

    public static readonly ImportTable<(Guid CustomerId, int N, ContactImport Contact)> Contacts = new ImportTable<(Guid CustomerId, int N, ContactImport Contact)>("customer_contacts")
        .Uuid("customer_id", r => r.CustomerId).Integer("n", r => r.N).Text("kind", r => r.Contact.Kind.ToString()).Text("value", r => r.Contact.Value).Text("label", r => r.Contact.Label);

    public static readonly ImportTable<PremiseImport> Premises = new ImportTable<PremiseImport>("premises")
        .Uuid("id", r => r.Id).Text("address_line", r => r.AddressLine).Text("unit", r => r.Unit).Text("city", r => r.City).Text("state", r => r.State).Text("zip", r => r.Zip)
        .Text("sort_key", r => SortKeys.Address(r.AddressLine, r.Unit)).Uuid("parcel_id", r => r.ParcelId).Uuid("cycle_id", r => r.CycleId).Text("note", r => r.Note)
        .Text("legacy_system", r => r.LegacySystem).Text("legacy_id", r => r.LegacyId);

    public static readonly ImportTable<OwnershipImport> Ownerships = new ImportTable<OwnershipImport>("ownerships")
        .Uuid("id", r => r.Id).Uuid("premise_id", r => r.PremiseId).Uuid("customer_id", r => r.CustomerId).Date("\"from\"", r => r.From).Date("\"to\"", r => r.To);

    public static readonly ImportTable<OccupancyImport> Occupancies = new ImportTable<OccupancyImport>("occupancies")
        .Uuid("id", r => r.Id).Uuid("account_id", r => r.AccountId).Uuid("premise_id", r => r.PremiseId).Date("\"from\"", r => r.From).Date("\"to\"", r => r.To)
        .Text("role", r => r.Role.ToString()).Text("status", r => r.Status.ToString()).Text("collection_stage", _ => CollectionStages.None).Text("owner_copy", r => r.OwnerCopy.ToString())
        .Text("forwarding_address", r => r.ForwardingAddress).Text("end_reason", r => r.EndReason);

    public static readonly ImportTable<ServicePointImport> ServicePoints = new ImportTable<ServicePointImport>("service_points")
        .Uuid("id", r => r.Id).Uuid("premise_id", r => r.PremiseId).Text("service", r => r.Service).Uuid("cycle_id", r => r.CycleId).Uuid("route_id", r => r.RouteId).Integer("sequence", r => r.Sequence)
        .Text("location", r => r.Location).Text("state", r => r.State.ToString()).Flag("can_shut_off", r => r.CannotShutOffReason is null).Text("cannot_shut_off_reason", r => r.CannotShutOffReason);

    public static readonly ImportTable<AgreementImport> Agreements = new ImportTable<AgreementImport>("service_agreements")
        .Uuid("id", r => r.Id).Uuid("occupancy_id", r => r.OccupancyId).Uuid("premise_id", r => r.PremiseId).Text("service", r => r.Service).Uuid("service_point_id", r => r.ServicePointId)
        .Text("customer_class", r => r.CustomerClass).Uuid("cycle_id", r => r.CycleId).Uuid("route_id", r => r.ServicePointId is null ? null : r.RouteId).Date("\"from\"", r => r.From).Date("\"to\"", r => r.To);

    public static readonly ImportTable<(Guid AgreementId, int N, RateImport Rate)> Rates = new ImportTable<(Guid AgreementId, int N, RateImport Rate)>("rate_assignments")
        .Uuid("agreement_id", r => r.AgreementId).Integer("n", r => r.N).Text("rate_code", r => r.Rate.RateCode).Date("\"from\"", r => r.Rate.From).Date("\"to\"", r => r.Rate.To);

    public static readonly ImportTable<(Guid AgreementId, int N, UsageSourceImport Source)> Sources = new ImportTable<(Guid AgreementId, int N, UsageSourceImport Source)>("usage_sources")
        .Uuid("agreement_id", r => r.AgreementId).Integer("n", r => r.N).Text("kind", r => r.Source.Kind.ToString())
        .Uuid("service_point_id", r => r.Source.ServicePointId).Uuid("source_agreement_id", r => r.Source.SourceAgreementId).Integer("sign", r => r.Source.Sign).Number("share", r => r.Source.Share)
        .Number("fixed_quantity", r => r.Source.FixedQuantity).Date("\"from\"", r => r.Source.From).Date("\"to\"", r => r.Source.To);

    public static ImportTable<AccountImport> Accounts(IReadOnlyDictionary<Guid, string> numbers) => new ImportTable<AccountImport>("accounts")
        .Uuid("id", r => r.Id).Text("number", r => r.Number ?? numbers[r.Id]).Uuid("customer_id", r => r.CustomerId).Date("opened_on", r => r.OpenedOn).Text("delivery", r => r.Delivery.ToString())
        .Text("attention", r => r.Attention).Text("mailing_line1", r => r.Mailing?.Line1).Text("mailing_line2", r => r.Mailing?.Line2).Text("mailing_city", r => r.Mailing?.City)
        .Text("mailing_state", r => r.Mailing?.State).Text("mailing_zip", r => r.Mailing?.Zip).Text("legacy_system", r => r.LegacySystem).Text("legacy_id", r => r.LegacyId);

    public static ImportTable<PremiseFactImport> Facts(string origin, Guid enteredBy, DateTimeOffset enteredAt) => new ImportTable<PremiseFactImport>("premise_facts")
        .Uuid("id", r => r.Id).Uuid("premise_id", r => r.PremiseId).Text("name", r => r.Name).Text("value", r => r.Value).Date("\"from\"", r => r.From).Date("\"to\"", r => r.To)
        .Text("source", r => r.Source ?? origin).Uuid("entered_by", _ => enteredBy).Instant("entered_at", _ => enteredAt);

    public static ImportTable<EnrollmentImport> Enrollments(Actor grantedBy, DateTimeOffset grantedAt) => new ImportTable<EnrollmentImport>("enrollments")
        .Uuid("id", r => r.Id).Uuid("premise_id", r => r.PremiseId).Uuid("account_id", r => r.AccountId).Text("program", r => r.Program).Date("\"from\"", r => r.From).Date("\"to\"", r => r.To)
        .Date("review_on", r => r.ReviewOn).Uuid("granted_by", _ => grantedBy.UserId).Text("granted_by_name", _ => grantedBy.DisplayName).Instant("granted_at", _ => grantedAt).Flag("ended_by_move", _ => false);
}
