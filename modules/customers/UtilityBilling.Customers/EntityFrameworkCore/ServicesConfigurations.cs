using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal sealed class ServicePointConfiguration : IEntityTypeConfiguration<ServicePoint>
{
    public void Configure(EntityTypeBuilder<ServicePoint> builder)
    {
        builder.TenantTable("service_points", CustomersSchema.Name);
        builder.Property(p => p.Service).HasMaxLength(40);
        builder.References<ServicePoint, Premise>(p => p.PremiseId);
        builder.TenantIndex(nameof(ServicePoint.PremiseId));
        builder.TenantIndex(nameof(ServicePoint.RouteId), nameof(ServicePoint.Sequence));
        builder.TenantIndex(nameof(ServicePoint.CycleId));
        builder.Check("ck_service_points_shut_off", "can_shut_off or cannot_shut_off_reason is not null");
    }
}

internal sealed class ServiceAgreementConfiguration : IEntityTypeConfiguration<ServiceAgreement>
{
    public void Configure(EntityTypeBuilder<ServiceAgreement> builder)
    {
        builder.TenantTable("service_agreements", CustomersSchema.Name);
        builder.Property(a => a.Service).HasMaxLength(40);
        builder.Property(a => a.CustomerClass).HasMaxLength(40);
        builder.References<ServiceAgreement, Occupancy>(a => a.OccupancyId);
        builder.References<ServiceAgreement, Premise>(a => a.PremiseId);
        builder.References<ServiceAgreement, ServicePoint>(a => a.ServicePointId);
        builder.TenantIndex(nameof(ServiceAgreement.CycleId));
        builder.TenantIndex(nameof(ServiceAgreement.OccupancyId));
        builder.TenantIndex(nameof(ServiceAgreement.PremiseId), nameof(ServiceAgreement.Service));
        builder.TenantIndex(nameof(ServiceAgreement.ServicePointId));
        builder.Check("ck_service_agreements_span", "\"to\" is null or \"to\" > \"from\"");
        builder.Check("ck_service_agreements_route", "(service_point_id is null) = (route_id is null)");
    }
}

internal sealed class RateAssignmentConfiguration : IEntityTypeConfiguration<RateAssignment>
{
    public void Configure(EntityTypeBuilder<RateAssignment> builder)
    {
        builder.ChildTable("rate_assignments", CustomersSchema.Name, nameof(RateAssignment.AgreementId), nameof(RateAssignment.N));
        builder.Property(r => r.RateCode).HasMaxLength(60);
        builder.References<RateAssignment, ServiceAgreement>(r => r.AgreementId);
        builder.TenantUnique(nameof(RateAssignment.AgreementId), nameof(RateAssignment.From));
        builder.Check("ck_rate_assignments_span", "\"to\" is null or \"to\" > \"from\"");
    }
}

internal sealed class UsageSourceConfiguration : IEntityTypeConfiguration<UsageSource>
{
    public void Configure(EntityTypeBuilder<UsageSource> builder)
    {
        builder.ChildTable("usage_sources", CustomersSchema.Name, nameof(UsageSource.AgreementId), nameof(UsageSource.N));
        builder.Property(s => s.Share).Price();
        builder.Property(s => s.FixedQuantity).Usage();
        builder.References<UsageSource, ServiceAgreement>(s => s.AgreementId);
        builder.References<UsageSource, ServicePoint>(s => s.ServicePointId);
        builder.References<UsageSource, ServiceAgreement>(s => s.SourceAgreementId);
        builder.Check("ck_usage_sources_sign", "sign in (-1, 1)");
        builder.Check("ck_usage_sources_kind",
            "(kind = 'Register') = (service_point_id is not null) and (kind = 'Agreement') = (source_agreement_id is not null) and (kind = 'Fixed') = (fixed_quantity is not null)");
    }
}
