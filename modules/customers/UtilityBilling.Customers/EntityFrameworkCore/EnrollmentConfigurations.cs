using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal sealed class EnrollmentConfiguration : IEntityTypeConfiguration<Enrollment>
{
    public void Configure(EntityTypeBuilder<Enrollment> builder)
    {
        builder.TenantTable("enrollments", CustomersSchema.Name);
        builder.Property(e => e.Program).HasMaxLength(60);
        builder.Property(e => e.Note).LongTextOrNull(500);
        builder.Property(e => e.EndReason).LongTextOrNull(500);
        builder.References<Enrollment, Premise>(e => e.PremiseId);
        builder.References<Enrollment, Account>(e => e.AccountId);
        builder.References<Enrollment, EnrollmentFile>(e => e.FileId);
        builder.TenantIndex(nameof(Enrollment.PremiseId));
        builder.TenantIndex(nameof(Enrollment.AccountId));
        builder.TenantIndex(nameof(Enrollment.To));
        builder.TenantIndex(nameof(Enrollment.ReviewOn));
        builder.Check("ck_enrollments_span", "\"to\" is null or \"to\" > \"from\" or (\"to\" = \"from\" and end_reason is not null)");
        builder.Check("ck_enrollments_ended", "(end_reason is null) = (ended_by is null) and (end_reason is null) = (ended_at is null)");
        builder.Check("ck_enrollments_moved", "end_reason is not null or (not ended_by_move and end_before_move is null)");
    }
}

internal sealed class EnrollmentFileConfiguration : IEntityTypeConfiguration<EnrollmentFile>
{
    public void Configure(EntityTypeBuilder<EnrollmentFile> builder)
    {
        builder.TenantTable("enrollment_files", CustomersSchema.Name);
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.Property(f => f.EndReason).LongTextOrNull(500);
        builder.TenantUnique(nameof(EnrollmentFile.Hash)).HasFilter("state in ('Previewed', 'Applied')");
        builder.TenantIndex(nameof(EnrollmentFile.UploadedAt));
        builder.Check("ck_enrollment_files_applied", "(state in ('Applied', 'Reversed')) = (applied_by is not null)");
        builder.Check("ck_enrollment_files_ended", "(state in ('Reversed', 'Discarded')) = (ended_by is not null)");
    }
}

internal sealed class EnrollmentFileContentConfiguration : IEntityTypeConfiguration<EnrollmentFileContent>
{
    public void Configure(EntityTypeBuilder<EnrollmentFileContent> builder)
    {
        builder.ChildTable("enrollment_file_contents", CustomersSchema.Name, nameof(EnrollmentFileContent.FileId), nameof(EnrollmentFileContent.N)).AppendOnly();
        builder.References<EnrollmentFileContent, EnrollmentFile>(c => c.FileId);
    }
}

internal sealed class EnrollmentFileLineConfiguration : IEntityTypeConfiguration<EnrollmentFileLine>
{
    public void Configure(EntityTypeBuilder<EnrollmentFileLine> builder)
    {
        builder.ChildTable("enrollment_file_lines", CustomersSchema.Name, nameof(EnrollmentFileLine.FileId), nameof(EnrollmentFileLine.N));
        builder.Property(l => l.Problem).HasMaxLength(60);
        builder.Property(l => l.ProblemData).Json();
        builder.Property(l => l.Note).LongTextOrNull(500);
        builder.References<EnrollmentFileLine, EnrollmentFile>(l => l.FileId);
        builder.References<EnrollmentFileLine, Account>(l => l.AccountId);
        builder.References<EnrollmentFileLine, Premise>(l => l.PremiseId);
        builder.Check("ck_enrollment_file_lines_good", "problem is not null or (account_id is not null and premise_id is not null and \"from\" is not null)");
    }
}
