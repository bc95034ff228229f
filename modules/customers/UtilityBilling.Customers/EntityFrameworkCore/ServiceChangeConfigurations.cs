using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal sealed class ServiceChangeBatchConfiguration : IEntityTypeConfiguration<ServiceChangeBatch>
{
    public void Configure(EntityTypeBuilder<ServiceChangeBatch> builder)
    {
        builder.TenantTable("service_change_batches", CustomersSchema.Name);
        builder.Property(b => b.Service).HasMaxLength(40);
        builder.Property(b => b.RateCode).HasMaxLength(60);
        builder.Property(b => b.LikeService).HasMaxLength(40);
        builder.Property(b => b.HasService).HasMaxLength(40);
        builder.Property(b => b.CustomerClass).HasMaxLength(40);
        builder.Property(b => b.FactName).HasMaxLength(60);
        builder.Property(b => b.Reason).LongText(500);
        builder.Property(b => b.DeclinedReason).LongTextOrNull(1000);
        builder.Property(b => b.EndReason).LongTextOrNull(500);
        builder.TenantIndex(nameof(ServiceChangeBatch.PreparedAt));
        builder.Check("ck_service_change_batches_rate", "(kind = 'Add') = (rate_code is not null)");
        builder.Check("ck_service_change_batches_fact", "(fact_name is null) = (fact_value is null)");
        builder.Check("ck_service_change_batches_two_people", "approved_by is null or approved_by <> prepared_by");
        builder.Check("ck_service_change_batches_approved", "(state in ('Applied', 'Reversed')) = (approved_by is not null)");
        builder.Check("ck_service_change_batches_ended", "(state in ('Reversed', 'Discarded')) = (ended_by is not null)");
    }
}

internal sealed class ServiceChangeLineConfiguration : IEntityTypeConfiguration<ServiceChangeLine>
{
    public void Configure(EntityTypeBuilder<ServiceChangeLine> builder)
    {
        builder.ChildTable("service_change_lines", CustomersSchema.Name, nameof(ServiceChangeLine.BatchId), nameof(ServiceChangeLine.N));
        builder.Property(l => l.CustomerClass).HasMaxLength(40);
        builder.Property(l => l.Problem).HasMaxLength(60);
        builder.Property(l => l.ProblemData).Json();
        builder.References<ServiceChangeLine, ServiceChangeBatch>(l => l.BatchId);
        builder.References<ServiceChangeLine, Occupancy>(l => l.OccupancyId);
        builder.References<ServiceChangeLine, Account>(l => l.AccountId);
        builder.References<ServiceChangeLine, Premise>(l => l.PremiseId);
        builder.Check("ck_service_change_lines_good", "problem is not null or (customer_class is not null and cycle_id is not null)");
    }
}
