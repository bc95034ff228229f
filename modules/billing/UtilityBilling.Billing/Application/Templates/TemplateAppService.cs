using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Templates;

internal sealed class TemplateAppService(
    IUtilityBillingDbContext database, TemplatePreviews previews, IPermissionChecker permissions, IApprovalManager approvals, IGuidGenerator guids, IClock clock, ICurrentUser user, IAuditScope audit) : ITemplateAppService
{
    /// <summary>A statement has room for no longer message.</summary>
    private const int LongestInsert = 600;

    public async Task<IReadOnlyList<TemplateDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.View, cancellationToken).ConfigureAwait(false);
        var templates = await database.Set<TextTemplate>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        var versions = (await database.Set<TemplateVersion>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(v => v.TemplateId);
        return [.. templates.OrderBy(t => t.IsRetired).ThenBy(t => t.Kind).ThenBy(t => t.Code, StringComparer.Ordinal).Select(t => Dto(t, versions[t.Id]))];
    }

    public async Task<TemplateDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.View, cancellationToken).ConfigureAwait(false);
        var template = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var versions = await database.Set<TemplateVersion>().AsNoTracking().Where(v => v.TemplateId == id).OrderByDescending(v => v.Number).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new TemplateDetailDto(Dto(template, versions), [.. versions.Select(Dto)], [.. TemplateFields.Of(template.Kind).Select(f => new TemplateFieldDto(f.Name, f.English, f.In("es"), f.IsCondition))]);
    }

    public async Task<Guid> AddAsync(TemplateInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var code = input.Code!.Trim().ToUpperInvariant();
        if (await database.Set<TextTemplate>().AnyAsync(t => t.Code == code, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Template.CodeTaken").ForField("Input.Code").WithData("Code", code);
        await RefuseSecondAsync(input.Kind, Guid.Empty, cancellationToken).ConfigureAwait(false);
        var template = new TextTemplate { Id = guids.Create(), Code = code, Kind = input.Kind, NameEn = input.NameEn!.Trim(), NameEs = input.NameEs!.Trim() };
        database.Set<TextTemplate>().Add(template);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return template.Id;
    }

    public async Task RetireAsync(Guid id, bool isRetired, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.Edit, cancellationToken).ConfigureAwait(false);
        var template = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (!isRetired)
            await RefuseSecondAsync(template.Kind, id, cancellationToken).ConfigureAwait(false);
        template.IsRetired = isRetired;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> WriteAsync(Guid id, TemplateVersionInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var template = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var texts = Checked(template.Kind, input);
        var versions = await database.Set<TemplateVersion>().Where(v => v.TemplateId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (versions.FirstOrDefault(v => v.State == TemplateVersionState.AwaitingApproval) is { } waiting)
            throw new BusinessException("Billing:Template.OtherWaits").WithData("Number", waiting.Number);
        foreach (var draft in versions.Where(v => v.State == TemplateVersionState.Draft))
            draft.Withdraw();
        var version = new TemplateVersion
        {
            Id = guids.Create(), TemplateId = id, Number = versions.Select(v => v.Number).DefaultIfEmpty().Max() + 1, EffectiveFrom = input.EffectiveFrom!.Value,
            PreparedBy = user.Required.UserId, PreparedByName = user.Required.DisplayName, PreparedAt = clock.UtcNow,
        };
        database.Set<TemplateVersion>().Add(version);
        database.Set<TemplateText>().AddRange(texts.Select(t => new TemplateText { VersionId = version.Id, Language = t.Language, Subject = t.Subject, Body = t.Body }));
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return version.Id;
    }

    public async Task<TemplateVersionDetailDto> VersionAsync(Guid versionId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.View, cancellationToken).ConfigureAwait(false);
        var version = await LoadVersionAsync(versionId, cancellationToken).ConfigureAwait(false);
        var detail = await GetAsync(version.TemplateId, cancellationToken).ConfigureAwait(false);
        var texts = await database.Set<TemplateText>().AsNoTracking().Where(t => t.VersionId == versionId).OrderBy(t => t.Language).Select(t => new TemplateTextDto(t.Language, t.Subject, t.Body)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new TemplateVersionDetailDto(detail.Template, Dto(version), texts, version.PreparedBy == user.Required.UserId);
    }

    public async Task RequestApprovalAsync(Guid versionId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadVersionAsync(versionId, cancellationToken).ConfigureAwait(false);
        var template = await LoadAsync(version.TemplateId, cancellationToken).ConfigureAwait(false);
        version.Ask();
        await approvals.RequestAsync(TemplateApproval.ApprovalKind, versionId, FormattableString.Invariant($"{template.Code} {version.Number}, {version.EffectiveFrom:yyyy-MM-dd}"), null, cancellationToken).ConfigureAwait(false);
    }

    public async Task WithdrawAsync(Guid versionId, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadVersionAsync(versionId, cancellationToken).ConfigureAwait(false);
        audit.Reason = reason;
        version.Withdraw();
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<TemplatePreviewDto> PreviewAsync(Guid versionId, string? accountNumber, CancellationToken cancellationToken = default)
    {
        var (version, template) = await ForPreviewAsync(versionId, cancellationToken).ConfigureAwait(false);
        return await previews.OfAsync(version, template.Kind, accountNumber, cancellationToken).ConfigureAwait(false);
    }

    public async Task WritePreviewPdfAsync(Guid versionId, string? accountNumber, Stream output, CancellationToken cancellationToken = default)
    {
        var (version, template) = await ForPreviewAsync(versionId, cancellationToken).ConfigureAwait(false);
        if (TemplateFields.IsOfStatement(template.Kind))
            throw new BusinessException("Billing:Template.NoPaper").WithData("Code", template.Code);
        await previews.WritePdfAsync(version, template.Kind, accountNumber, output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Both languages as they are kept; what cannot be read is refused beside its field.</summary>
    private static List<TemplateTextDto> Checked(TemplateKind kind, TemplateVersionInput input)
    {
        (string Language, string? Subject, string Body, string Suffix)[] written = [("en", input.SubjectEn, input.BodyEn!, "En"), ("es", input.SubjectEs, input.BodyEs!, "Es")];
        var texts = new List<TemplateTextDto>();
        foreach (var (language, subject, body, suffix) in written)
        {
            if (kind != TemplateKind.StatementInsert && string.IsNullOrWhiteSpace(subject))
                throw new BusinessException("Billing:Template.SubjectMissing").ForField($"Input.Subject{suffix}");
            var text = new TemplateTextDto(language, (subject ?? "").Trim(), body.ReplaceLineEndings("\n").Trim());
            var example = TemplateFields.Example(kind, language);
            Try(text.Subject, kind, example, $"Input.Subject{suffix}", 200);
            Try(text.Body, kind, example, $"Input.Body{suffix}", kind == TemplateKind.StatementInsert ? LongestInsert : 2 * TemplateParser.MostCharacters);
            texts.Add(text);
        }
        return texts;
    }

    private static void Try(string text, TemplateKind kind, IReadOnlyDictionary<string, string?> example, string field, int longest)
    {
        var (template, problems) = TemplateParser.Read(text, TemplateFields.Names(kind));
        if (template is null)
            throw new BusinessException(problems[0].Code).ForField(field).WithData("Line", problems[0].Line).WithData("Column", problems[0].Column).WithData("Word", problems[0].Word);
        if (TemplateParser.Fill(template, example).Length > longest)
            throw new BusinessException("Billing:Template.FilledTooLong").ForField(field).WithData("Most", longest);
    }

    private async Task RefuseSecondAsync(TemplateKind kind, Guid except, CancellationToken cancellationToken)
    {
        if (TemplateFields.IsOfStatement(kind) && await database.Set<TextTemplate>().FirstOrDefaultAsync(t => t.Kind == kind && !t.IsRetired && t.Id != except, cancellationToken).ConfigureAwait(false) is { } other)
            throw new BusinessException("Billing:Template.OneOfKind").ForField("Input.Kind").WithData("Code", other.Code);
    }

    private async Task<(TemplateVersion Version, TextTemplate Template)> ForPreviewAsync(Guid versionId, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.Templates.View, cancellationToken).ConfigureAwait(false);
        var version = await LoadVersionAsync(versionId, cancellationToken).ConfigureAwait(false);
        return (version, await LoadAsync(version.TemplateId, cancellationToken).ConfigureAwait(false));
    }

    private TemplateDto Dto(TextTemplate template, IEnumerable<TemplateVersion> versions)
    {
        var all = versions.ToList();
        var inForce = all.Where(v => v.State == TemplateVersionState.Approved && v.EffectiveFrom <= clock.Today).OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.Number).FirstOrDefault();
        var open = all.Where(v => v.State is TemplateVersionState.Draft or TemplateVersionState.AwaitingApproval).OrderByDescending(v => v.Number).FirstOrDefault();
        return new TemplateDto(template.Id, template.Code, template.Kind, template.NameEn, template.NameEs, template.IsRetired, inForce is null ? null : Dto(inForce), open is null ? null : Dto(open));
    }

    private static TemplateVersionDto Dto(TemplateVersion version) =>
        new(version.Id, version.Number, version.EffectiveFrom, version.State, version.PreparedByName, version.PreparedAt, version.ApprovedByName, version.ApprovedAt);

    private async Task<TextTemplate> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<TextTemplate>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TextTemplate), id);

    private async Task<TemplateVersion> LoadVersionAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<TemplateVersion>().SingleOrDefaultAsync(v => v.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TemplateVersion), id);
}
