using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal sealed class ReversionAgreementConfiguration : IEntityTypeConfiguration<ReversionAgreement>
{
    public void Configure(EntityTypeBuilder<ReversionAgreement> builder)
    {
        builder.TenantTable("reversion_agreements", CustomersSchema.Name);
        builder.Property(r => r.Paper).LongText(500);
        builder.Property(r => r.Fee).Money();
        builder.Property(r => r.EndReason).LongTextOrNull(500);
        builder.References<ReversionAgreement, Premise>(r => r.PremiseId);
        builder.References<ReversionAgreement, Account>(r => r.AccountId);
        builder.TenantIndex(nameof(ReversionAgreement.PremiseId));
        builder.TenantIndex(nameof(ReversionAgreement.AccountId));
        builder.Check("ck_reversion_agreements_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and end_reason is not null)");
        builder.Check("ck_reversion_agreements_fee", "fee >= 0");
        builder.Check("ck_reversion_agreements_ended", "(end_reason is null) = (ended_by is null) and (end_reason is null) = (ended_at is null)");
    }
}

internal sealed class ServiceStopConfiguration : IEntityTypeConfiguration<ServiceStop>
{
    public void Configure(EntityTypeBuilder<ServiceStop> builder)
    {
        builder.TenantTable("service_stops", CustomersSchema.Name);
        builder.Property(s => s.Reason).LongText(500);
        builder.Property(s => s.TakenBackReason).LongTextOrNull(500);
        builder.Ignore(s => s.IsTakenBack);
        builder.References<ServiceStop, ServiceAgreement>(s => s.AgreementId);
        builder.TenantIndex(nameof(ServiceStop.AgreementId));
        builder.Check("ck_service_stops_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and taken_back_reason is not null)");
        builder.Check("ck_service_stops_taken_back", "(taken_back_reason is null) = (taken_back_by is null) and (taken_back_reason is null) = (taken_back_at is null)");
    }
}
