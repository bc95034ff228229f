using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Statements;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class StatementDocumentConfiguration : IEntityTypeConfiguration<StatementDocument>
{
    public void Configure(EntityTypeBuilder<StatementDocument> builder)
    {
        builder.TenantTable("statement_documents", BillingSchema.Name);
        // As text: it comes back to the byte as it was written.
        builder.Property(d => d.Content).HasColumnType("text").HasMaxLength(2_000_000);
        builder.Property(d => d.Digest).HasMaxLength(64);
        builder.References<StatementDocument, Statement>(d => d.StatementId);
        builder.References<StatementDocument, BillRun>(d => d.RunId);
        builder.TenantUnique(nameof(StatementDocument.StatementId));
        builder.TenantIndex(nameof(StatementDocument.RunId));
    }
}

internal sealed class StatementPieceConfiguration : IEntityTypeConfiguration<StatementPiece>
{
    public void Configure(EntityTypeBuilder<StatementPiece> builder)
    {
        builder.ChildTable("statement_pieces", BillingSchema.Name, nameof(StatementPiece.StatementId), nameof(StatementPiece.Piece));
        builder.AppendOnly();
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.AddressLines).HasColumnType("text[]");
        builder.Property(p => p.Zip).HasMaxLength(10);
        builder.Property(p => p.Email).HasMaxLength(200);
        builder.Property(p => p.Language).HasMaxLength(4);
        builder.Property(p => p.Tracking).HasMaxLength(20);
        builder.References<StatementPiece, Statement>(p => p.StatementId);
        builder.References<StatementPiece, BillRun>(p => p.RunId);
        builder.TenantIndex(nameof(StatementPiece.RunId));
        builder.Check("ck_statement_pieces_payer", "(piece = 1) = (kind = 'Payer') and pages > 0");
        builder.Check("ck_statement_pieces_email", "delivery = 'Paper' or email is not null");
    }
}

internal sealed class PieceSuppressionConfiguration : IEntityTypeConfiguration<PieceSuppression>
{
    public void Configure(EntityTypeBuilder<PieceSuppression> builder)
    {
        builder.ChildTable("piece_suppressions", BillingSchema.Name, nameof(PieceSuppression.StatementId), nameof(PieceSuppression.Piece));
        builder.AppendOnly();
        builder.Property(s => s.Note).HasMaxLength(500);
        builder.Property(s => s.ByName).HasMaxLength(200);
        builder.References<PieceSuppression, BillRun>(s => s.RunId);
        builder.TenantIndex(nameof(PieceSuppression.RunId));
        builder.HasOne<StatementPiece>().WithMany().HasForeignKey(nameof(PieceSuppression.TenantId), nameof(PieceSuppression.StatementId), nameof(PieceSuppression.Piece)).OnDelete(DeleteBehavior.Restrict);
        builder.Check("ck_piece_suppressions_note", "reason <> 'ByHand' or note is not null");
    }
}

internal sealed class StatementMessageConfiguration : IEntityTypeConfiguration<StatementMessage>
{
    public void Configure(EntityTypeBuilder<StatementMessage> builder)
    {
        builder.TenantTable("statement_messages", BillingSchema.Name);
        builder.Property(m => m.CustomerClass).HasMaxLength(40);
        builder.Property(m => m.English).HasMaxLength(600);
        builder.Property(m => m.Spanish).HasMaxLength(600);
        builder.Property(m => m.WrittenByName).HasMaxLength(200);
        builder.References<StatementMessage, Cycle>(m => m.CycleId);
        builder.TenantIndex(nameof(StatementMessage.From));
        builder.Check("ck_statement_messages_dates", "through is null or through >= \"from\" - 1");
        builder.Check("ck_statement_messages_scope", "(scope = 'Cycle') = (cycle_id is not null) and (scope = 'CustomerClass') = (customer_class is not null) and (scope = 'Account') = (account_id is not null)");
    }
}

internal sealed class PrintJobConfiguration : IEntityTypeConfiguration<PrintJob>
{
    public void Configure(EntityTypeBuilder<PrintJob> builder)
    {
        builder.TenantTable("print_jobs", BillingSchema.Name);
        builder.Property(j => j.CreatedByName).HasMaxLength(200);
        builder.References<PrintJob, BillRun>(j => j.RunId);
        builder.TenantUnique(nameof(PrintJob.Number));
        builder.TenantIndex(nameof(PrintJob.RunId));
    }
}

internal sealed class PrintPartConfiguration : IEntityTypeConfiguration<PrintPart>
{
    public void Configure(EntityTypeBuilder<PrintPart> builder)
    {
        builder.ChildTable("print_parts", BillingSchema.Name, nameof(PrintPart.JobId), nameof(PrintPart.Part));
        builder.Property(p => p.PrintedByName).HasMaxLength(200);
        builder.References<PrintPart, PrintJob>(p => p.JobId);
        builder.Check("ck_print_parts_printed", "(state = 'Printed') = (printed_at is not null) and pieces > 0 and sheets > 0");
    }
}

internal sealed class PrintedPieceConfiguration : IEntityTypeConfiguration<PrintedPiece>
{
    public void Configure(EntityTypeBuilder<PrintedPiece> builder)
    {
        builder.ChildTable("printed_pieces", BillingSchema.Name, nameof(PrintedPiece.StatementId), nameof(PrintedPiece.Piece), nameof(PrintedPiece.Generation));
        builder.AppendOnly();
        builder.HasOne<StatementPiece>().WithMany().HasForeignKey(nameof(PrintedPiece.TenantId), nameof(PrintedPiece.StatementId), nameof(PrintedPiece.Piece)).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PrintPart>().WithMany().HasForeignKey(nameof(PrintedPiece.TenantId), nameof(PrintedPiece.JobId), nameof(PrintedPiece.Part)).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SpoiledPiece>().WithMany()
            .HasForeignKey(nameof(PrintedPiece.TenantId), nameof(PrintedPiece.StatementId), nameof(PrintedPiece.Piece), nameof(PrintedPiece.SpoiledGeneration)).OnDelete(DeleteBehavior.Restrict);
        builder.TenantUnique(nameof(PrintedPiece.JobId), nameof(PrintedPiece.Part), nameof(PrintedPiece.Position));
        builder.Check("ck_printed_pieces_generation", "(generation = 1 and spoiled_generation is null) or (generation > 1 and spoiled_generation is not null and spoiled_generation = generation - 1)");
        builder.Check("ck_printed_pieces_sheets", "position > 0 and first_sheet > 0 and sheets > 0");
    }
}

internal sealed class SpoiledPieceConfiguration : IEntityTypeConfiguration<SpoiledPiece>
{
    public void Configure(EntityTypeBuilder<SpoiledPiece> builder)
    {
        builder.ChildTable("spoiled_pieces", BillingSchema.Name, nameof(SpoiledPiece.StatementId), nameof(SpoiledPiece.Piece), nameof(SpoiledPiece.Generation));
        builder.AppendOnly();
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.Property(s => s.ByName).HasMaxLength(200);
        builder.HasOne<StatementPiece>().WithMany().HasForeignKey(nameof(SpoiledPiece.TenantId), nameof(SpoiledPiece.StatementId), nameof(SpoiledPiece.Piece)).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PostageRateConfiguration : IEntityTypeConfiguration<PostageRate>
{
    public void Configure(EntityTypeBuilder<PostageRate> builder)
    {
        builder.TenantTable("postage_rates", BillingSchema.Name);
        builder.Property(r => r.UpToOunces).Usage();
        builder.Property(r => r.Price).Price();
        builder.TenantUnique(nameof(PostageRate.Level), nameof(PostageRate.From), nameof(PostageRate.UpToOunces));
        builder.Check("ck_postage_rates_figures", "up_to_ounces > 0 and price > 0");
    }
}
