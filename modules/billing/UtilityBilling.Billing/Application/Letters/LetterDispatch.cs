using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers.Notes;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Letters;

/// <summary>What follows when letters have gone out: a line in each account's contact log, and an entry in the mail log with postage.</summary>
internal sealed class LetterDispatch(IUtilityBillingDbContext database, BulkWriter bulk, IContactLog contacts, ISettingProvider settings, IStringLocalizer texts, ICurrentUser user, IGuidGenerator guids, IClock clock)
{
    public async Task CheckDepartmentAsync(Guid? departmentId, CancellationToken cancellationToken)
    {
        if (departmentId is not { } id)
            return;
        var department = await database.Set<MailDepartment>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MailDepartment), id);
        if (department.IsRetired)
            throw new BusinessException("Billing:MailLog.DepartmentRetired").ForField("Input.DepartmentId").WithData("Name", department.Name);
    }

    public async Task NoteAsync(LetterBatch batch, CancellationToken cancellationToken)
    {
        var template = await database.Set<TemplateVersion>().Where(v => v.Id == batch.VersionId).Join(database.Set<TextTemplate>(), v => v.TemplateId, t => t.Id, (v, t) => t).AsNoTracking().SingleAsync(cancellationToken).ConfigureAwait(false);
        var name = LocalizationCatalog.CurrentLanguage == "es" ? template.NameEs : template.NameEn;
        var reference = texts["Billing:Letter.Reference", name, batch.Number].Value;
        await FileAsync(batch, reference, cancellationToken).ConfigureAwait(false);
        if (batch.DepartmentId is not null && batch.Kind != TemplateKind.DoorHanger)
            await LogAsync(batch, reference, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Each letter goes into its account's contact log, with the address that stands on it.</summary>
    private async Task FileAsync(LetterBatch batch, string reference, CancellationToken cancellationToken)
    {
        var isHanger = batch.Kind == TemplateKind.DoorHanger;
        var sent = await bulk.QueryAsync(
            "select r.account_id, l.content from billing.letters l join billing.letter_recipients r on r.tenant_id = l.tenant_id and r.batch_id = l.batch_id and r.position = l.position where l.batch_id = $1 order by l.position",
            [Arg.Of(batch.Id)],
            r => (Account: r.GetGuid(0), To: LetterContent.Read(r.GetString(1)) is var letter && isHanger ? letter.ServiceAddress : string.Join(", ", letter.MailTo)), cancellationToken).ConfigureAwait(false);
        await contacts.FileAsync(
            sent.ConvertAll(s => new FiledContact(guids.Create(), s.Account, clock.UtcNow, isHanger ? ContactChannel.Door : ContactChannel.Post, ContactTopic.Letter, reference, s.To)), cancellationToken).ConfigureAwait(false);
    }

    private async Task LogAsync(LetterBatch batch, string text, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var table = new PostageTable((await database.Set<PostageRate>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(r => (r.Level, r.From, r.UpToOunces, r.Price)), today);
        var sheet = await settings.GetDecimalAsync(BillingSettings.SheetOunces, today, cancellationToken).ConfigureAwait(false);
        var envelope = await settings.GetDecimalAsync(BillingSettings.EnvelopeOunces, today, cancellationToken).ConfigureAwait(false);
        var weights = await database.Set<Letter>().Where(l => l.BatchId == batch.Id).GroupBy(l => l.Pages).Select(g => new { Sheets = g.Key, Count = g.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var priced = weights.ConvertAll(w => (w.Count, Price: table.Price(SortLevel.SinglePiece, (w.Sheets * sheet) + envelope)));
        var entry = new MailEntry
        {
            Id = guids.Create(), Day = today, Direction = MailDirection.Outgoing, DepartmentId = batch.DepartmentId!.Value, Kind = MailPieceKind.Letter, Pieces = batch.Letters,
            Postage = decimal.Round(priced.Sum(p => p.Count * (p.Price ?? 0)), 2, MidpointRounding.AwayFromZero), Note = text.Length <= 200 ? text : text[..200], EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        };
        database.Set<MailEntry>().Add(entry);
        (batch.MailEntryId, batch.PostageMissing) = (entry.Id, priced.Any(p => p.Price is null));
    }
}
