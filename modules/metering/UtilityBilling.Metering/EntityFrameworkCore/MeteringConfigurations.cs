using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Metering.EntityFrameworkCore;

internal static class MeteringSchema
{
    public const string Name = "metering";
}

internal sealed class RouteConfiguration : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder)
    {
        builder.TenantTable("routes", MeteringSchema.Name);
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.TenantUnique(nameof(Route.Code));
    }
}

internal sealed class MeterConfiguration : IEntityTypeConfiguration<Meter>
{
    public void Configure(EntityTypeBuilder<Meter> builder)
    {
        builder.TenantTable("meters", MeteringSchema.Name);
        builder.Property(m => m.SerialNumber).HasMaxLength(40);
        builder.Property(m => m.EndpointId).HasMaxLength(40);
        builder.Property(m => m.Size).HasMaxLength(10);
        builder.TenantUnique(nameof(Meter.SerialNumber));
        builder.TenantIndex(nameof(Meter.EndpointId));
    }
}

internal sealed class MeterInstallationConfiguration : IEntityTypeConfiguration<MeterInstallation>
{
    public void Configure(EntityTypeBuilder<MeterInstallation> builder)
    {
        builder.TenantTable("meter_installations", MeteringSchema.Name);
        builder.References<MeterInstallation, Meter>(i => i.MeterId);
        builder.TenantIndex(nameof(MeterInstallation.ServicePointId));
        builder.TenantUnique(nameof(MeterInstallation.MeterId)).HasFilter("\"to\" is null").HasDatabaseName("ux_meter_installations_open");
        builder.Check("ck_meter_installations_span", "\"to\" is null or \"to\" > \"from\"");
    }
}

internal sealed class RegisterInstallationConfiguration : IEntityTypeConfiguration<RegisterInstallation>
{
    public void Configure(EntityTypeBuilder<RegisterInstallation> builder)
    {
        builder.TenantTable("registers", MeteringSchema.Name);
        builder.Property(r => r.RegisterNumber).HasMaxLength(10);
        builder.Property(r => r.Unit).HasMaxLength(10);
        builder.Property(r => r.Multiplier).Price();
        builder.Property(r => r.InRead).Usage();
        builder.Property(r => r.OutRead).Usage();
        builder.References<RegisterInstallation, MeterInstallation>(r => r.InstallationId);
        builder.TenantIndex(nameof(RegisterInstallation.ServicePointId));
        builder.TenantUnique(nameof(RegisterInstallation.InstallationId), nameof(RegisterInstallation.RegisterNumber), nameof(RegisterInstallation.From));
        builder.Check("ck_registers_span", "\"to\" is null or \"to\" > \"from\"");
        builder.Check("ck_registers_dials", "dials between 1 and 12 and decimals between 0 and 6 and multiplier > 0");
        builder.Check("ck_registers_unit", "unit in ('ccf', 'cf', 'gal', 'kgal', 'm3')");
    }
}

internal sealed class ReadConfiguration : IEntityTypeConfiguration<Read>
{
    public void Configure(EntityTypeBuilder<Read> builder)
    {
        builder.TenantTable("reads", MeteringSchema.Name);
        builder.Property(r => r.Value).Usage();
        builder.Property(r => r.PreviousValue).Usage();
        builder.Property(r => r.Usage).Usage();
        builder.Property(r => r.Oddness).Usage();
        builder.Property(r => r.Findings).Json();
        builder.Property(r => r.Reason).LongTextOrNull(1000);
        builder.References<Read, RegisterInstallation>(r => r.RegisterId);
        builder.References<Read, ReadFile>(r => r.ReadFileId);
        builder.References<Read, Read>(r => r.PreviousReadId);
        builder.References<Read, Read>(r => r.SupersededById);
        builder.TenantIndex(nameof(Read.RegisterId), nameof(Read.Date));
        builder.TenantIndex(nameof(Read.ServicePointId), nameof(Read.Date));
        builder.TenantUnique(nameof(Read.RegisterId), nameof(Read.Date)).HasFilter("state = 'Accepted'").HasDatabaseName("ux_reads_accepted");
        builder.TenantIndex(nameof(Read.ReadFileId));
    }
}

internal sealed class ReadExceptionConfiguration : IEntityTypeConfiguration<ReadException>
{
    public void Configure(EntityTypeBuilder<ReadException> builder)
    {
        builder.TenantTable("read_exceptions", MeteringSchema.Name);
        builder.Property(e => e.Codes).HasColumnType("text[]");
        builder.Property(e => e.Findings).Json();
        builder.Property(e => e.Oddness).Usage();
        builder.Property(e => e.Reason).LongTextOrNull(1000);
        builder.References<ReadException, RegisterInstallation>(e => e.RegisterId);
        builder.References<ReadException, Read>(e => e.ReadId);
        builder.References<ReadException, ReadFile>(e => e.ReadFileId);
        builder.References<ReadException, ReadFile>(e => e.ClearedByFileId);
        builder.TenantIndex(nameof(ReadException.State), nameof(ReadException.CreatedAt));
        builder.TenantIndex(nameof(ReadException.ServicePointId));
        builder.TenantIndex(nameof(ReadException.ReadFileId));
    }
}

internal sealed class ReadFileConfiguration : IEntityTypeConfiguration<ReadFile>
{
    public void Configure(EntityTypeBuilder<ReadFile> builder)
    {
        builder.TenantTable("read_files", MeteringSchema.Name);
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.Property(f => f.Layout).HasMaxLength(60);
        builder.Property(f => f.ReversedReason).LongTextOrNull(1000);
        builder.Property(f => f.Problems).Json();
        builder.Property(f => f.ContentKey).HasMaxLength(64);
        builder.TenantUnique(nameof(ReadFile.Hash)).HasFilter("state in ('Previewed', 'Imported')");
        builder.TenantUnique(nameof(ReadFile.ContentKey)).HasFilter("state in ('Previewed', 'Imported')");
        builder.TenantIndex(nameof(ReadFile.UploadedAt));
    }
}

internal sealed class ReadFileContentConfiguration : IEntityTypeConfiguration<ReadFileContent>
{
    public void Configure(EntityTypeBuilder<ReadFileContent> builder)
    {
        builder.ChildTable("read_file_contents", MeteringSchema.Name, nameof(ReadFileContent.ReadFileId), nameof(ReadFileContent.N));
        builder.AppendOnly();
        builder.References<ReadFileContent, ReadFile>(c => c.ReadFileId);
    }
}

internal sealed class ReadFileLineConfiguration : IEntityTypeConfiguration<ReadFileLine>
{
    public void Configure(EntityTypeBuilder<ReadFileLine> builder)
    {
        builder.ChildTable("read_file_lines", MeteringSchema.Name, nameof(ReadFileLine.ReadFileId), nameof(ReadFileLine.N));
        builder.Property(l => l.Raw).HasMaxLength(500);
        builder.Property(l => l.Code).HasMaxLength(80);
        builder.Property(l => l.Data).JsonOrNull();
        builder.Property(l => l.Value).Usage();
        builder.Property(l => l.PreviousValue).Usage();
        builder.Property(l => l.Usage).Usage();
        builder.Property(l => l.Oddness).Usage();
        builder.References<ReadFileLine, ReadFile>(l => l.ReadFileId);
    }
}
