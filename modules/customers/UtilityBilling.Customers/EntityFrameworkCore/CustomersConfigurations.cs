using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal static class CustomersSchema
{
    public const string Name = "customers";
}

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.TenantTable("customers", CustomersSchema.Name);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.MailingState).HasMaxLength(2);
        builder.Property(c => c.MailingZip).HasMaxLength(10);
        builder.Check("ck_customers_language", "language in ('en', 'es')");
        builder.TenantIndex(nameof(Customer.SortKey));
        builder.TenantUnique(nameof(Customer.LegacySystem), nameof(Customer.LegacyId)).HasFilter("legacy_id is not null");
    }
}

internal sealed class CustomerContactConfiguration : IEntityTypeConfiguration<CustomerContact>
{
    public void Configure(EntityTypeBuilder<CustomerContact> builder)
    {
        builder.ChildTable("customer_contacts", CustomersSchema.Name, nameof(CustomerContact.CustomerId), nameof(CustomerContact.N));
        builder.References<CustomerContact, Customer>(c => c.CustomerId);
    }
}

internal sealed class ParcelConfiguration : IEntityTypeConfiguration<Parcel>
{
    public void Configure(EntityTypeBuilder<Parcel> builder)
    {
        builder.TenantTable("parcels", CustomersSchema.Name);
        builder.Property(p => p.Number).HasMaxLength(40);
        builder.Property(p => p.LegalDescription).LongTextOrNull(2000);
        builder.Property(p => p.AreaSqFt).Usage();
        builder.TenantUnique(nameof(Parcel.Number));
    }
}

internal sealed class PremiseConfiguration : IEntityTypeConfiguration<Premise>
{
    public void Configure(EntityTypeBuilder<Premise> builder)
    {
        builder.TenantTable("premises", CustomersSchema.Name);
        builder.Property(p => p.State).HasMaxLength(2);
        builder.Property(p => p.Zip).HasMaxLength(10);
        builder.Property(p => p.Note).LongTextOrNull(1000);
        builder.References<Premise, Parcel>(p => p.ParcelId);
        builder.TenantIndex(nameof(Premise.SortKey));
        builder.TenantIndex(nameof(Premise.ParcelId));
        builder.TenantUnique(nameof(Premise.LegacySystem), nameof(Premise.LegacyId)).HasFilter("legacy_id is not null");
    }
}

internal sealed class PremiseFactConfiguration : IEntityTypeConfiguration<PremiseFact>
{
    public void Configure(EntityTypeBuilder<PremiseFact> builder)
    {
        builder.TenantTable("premise_facts", CustomersSchema.Name);
        builder.Property(f => f.Name).HasMaxLength(60);
        builder.References<PremiseFact, Premise>(f => f.PremiseId);
        builder.TenantUnique(nameof(PremiseFact.PremiseId), nameof(PremiseFact.Name), nameof(PremiseFact.From));
        builder.Check("ck_premise_facts_span", "\"to\" is null or \"to\" > \"from\"");
    }
}

internal sealed class OwnershipConfiguration : IEntityTypeConfiguration<Ownership>
{
    public void Configure(EntityTypeBuilder<Ownership> builder)
    {
        builder.TenantTable("ownerships", CustomersSchema.Name);
        builder.References<Ownership, Premise>(o => o.PremiseId);
        builder.References<Ownership, Customer>(o => o.CustomerId);
        builder.TenantUnique(nameof(Ownership.PremiseId), nameof(Ownership.CustomerId), nameof(Ownership.From));
        builder.Check("ck_ownerships_span", "\"to\" is null or \"to\" > \"from\"");
    }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.TenantTable("accounts", CustomersSchema.Name);
        builder.Property(a => a.Number).HasMaxLength(20);
        builder.Property(a => a.MailingState).HasMaxLength(2);
        builder.Property(a => a.MailingZip).HasMaxLength(10);
        builder.References<Account, Customer>(a => a.CustomerId);
        builder.TenantUnique(nameof(Account.Number));
        builder.TenantIndex(nameof(Account.CustomerId));
        builder.TenantUnique(nameof(Account.LegacySystem), nameof(Account.LegacyId)).HasFilter("legacy_id is not null");
    }
}

internal sealed class OccupancyConfiguration : IEntityTypeConfiguration<Occupancy>
{
    public void Configure(EntityTypeBuilder<Occupancy> builder)
    {
        builder.TenantTable("occupancies", CustomersSchema.Name);
        builder.Property(o => o.CollectionStage).HasMaxLength(40);
        builder.Property(o => o.OverrideReason).LongTextOrNull(1000);
        builder.Property(o => o.EndReason).LongTextOrNull(1000);
        builder.References<Occupancy, Account>(o => o.AccountId);
        builder.References<Occupancy, Premise>(o => o.PremiseId);
        builder.References<Occupancy, ReversionAgreement>(o => o.ReversionId);
        builder.TenantIndex(nameof(Occupancy.AccountId));
        builder.TenantIndex(nameof(Occupancy.PremiseId));
        builder.Check("ck_occupancies_span", "\"to\" is null or \"to\" > \"from\" or (status = 'Voided' and \"to\" = \"from\")");
        builder.Check("ck_occupancies_voided", "status <> 'Voided' or (\"to\" = \"from\" and end_reason is not null)");
        builder.Check("ck_occupancies_override", "(override_reason is null) = (override_by is null)");
        builder.Check("ck_occupancies_reversion", "reversion_id is null or role = 'Landlord'");
    }
}

internal sealed class NoteConfiguration : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.TenantTable("notes", CustomersSchema.Name);
        builder.Property(n => n.Text).LongText();
        builder.References<Note, Account>(n => n.AccountId);
        builder.References<Note, Premise>(n => n.PremiseId);
        builder.References<Note, Customer>(n => n.CustomerId);
        builder.TenantIndex(nameof(Note.AccountId));
        builder.TenantIndex(nameof(Note.PremiseId));
        builder.Check("ck_notes_subject", "num_nonnulls(account_id, premise_id, customer_id) >= 1");
    }
}

internal sealed class ContactEntryConfiguration : IEntityTypeConfiguration<ContactEntry>
{
    public void Configure(EntityTypeBuilder<ContactEntry> builder)
    {
        builder.TenantTable("contact_log", CustomersSchema.Name);
        builder.References<ContactEntry, Account>(c => c.AccountId);
        builder.TenantIndex(nameof(ContactEntry.AccountId), nameof(ContactEntry.At));
    }
}

internal sealed class OwnAccountConfiguration : IEntityTypeConfiguration<OwnAccount>
{
    public void Configure(EntityTypeBuilder<OwnAccount> builder)
    {
        builder.ChildTable("own_accounts", CustomersSchema.Name, nameof(OwnAccount.AccountId), nameof(OwnAccount.UserId));
        builder.References<OwnAccount, Account>(o => o.AccountId);
        builder.TenantIndex(nameof(OwnAccount.UserId));
    }
}
