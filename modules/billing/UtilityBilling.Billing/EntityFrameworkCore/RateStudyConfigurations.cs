using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class RateStudyConfiguration : IEntityTypeConfiguration<RateStudy>
{
    public void Configure(EntityTypeBuilder<RateStudy> builder)
    {
        builder.TenantTable("rate_studies", BillingSchema.Name);
        builder.Property(s => s.TrialVersions).HasColumnType("uuid[]");
        builder.TenantIndex(nameof(RateStudy.RequestedAt));
        builder.Check("ck_rate_studies_dates", "billed_from <= billed_through");
    }
}

internal sealed class RateStudyRevenueConfiguration : IEntityTypeConfiguration<RateStudyRevenue>
{
    public void Configure(EntityTypeBuilder<RateStudyRevenue> builder)
    {
        builder.ChildTable("rate_study_revenues", BillingSchema.Name, nameof(RateStudyRevenue.StudyId), nameof(RateStudyRevenue.N));
        builder.Property(r => r.AdoptedQuantity).Usage();
        builder.Property(r => r.TrialQuantity).Usage();
        builder.References<RateStudyRevenue, RateStudy>(r => r.StudyId);
    }
}

internal sealed class RateStudyAccountConfiguration : IEntityTypeConfiguration<RateStudyAccount>
{
    public void Configure(EntityTypeBuilder<RateStudyAccount> builder)
    {
        builder.ChildTable("rate_study_accounts", BillingSchema.Name, nameof(RateStudyAccount.StudyId), nameof(RateStudyAccount.AccountId));
        builder.References<RateStudyAccount, RateStudy>(a => a.StudyId);
    }
}
