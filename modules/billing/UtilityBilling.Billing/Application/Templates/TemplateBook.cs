using Fluid;
using UtilityBilling.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace UtilityBilling.Billing.Templates;

/// <summary>A version's words in one language, ready to be filled in.</summary>
internal sealed record ReadTemplate(IFluidTemplate Subject, IFluidTemplate Body)
{
    /// <summary>A subject is one line, whatever the values say.</summary>
    public TemplateTextDto Fill(string language, IReadOnlyDictionary<string, string?> values) =>
        new(language, TemplateParser.Fill(Subject, values).ReplaceLineEndings(" "), TemplateParser.Fill(Body, values));
}

/// <summary>Looks up which wording counts on a day, and reads it.</summary>
internal sealed class TemplateBook(IUtilityBillingDbContext database)
{
    /// <summary>The version of a template in force on a day.</summary>
    public Task<TemplateVersion?> InForceAsync(Guid templateId, DateOnly day, CancellationToken cancellationToken) =>
        InForce(day).Where(v => v.TemplateId == templateId).OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The version of the town's one template in use of a kind that it has one of: e-mail and insert.</summary>
    public Task<TemplateVersion?> OfKindAsync(TemplateKind kind, DateOnly day, CancellationToken cancellationToken) =>
        InForce(day).Where(v => database.Set<TextTemplate>().Any(t => t.Id == v.TemplateId && t.Kind == kind && !t.IsRetired))
            .OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);

    public IQueryable<TemplateVersion> InForce(DateOnly day) => database.Set<TemplateVersion>().AsNoTracking().Where(v => v.State == TemplateVersionState.Approved && v.EffectiveFrom <= day);

    /// <summary>Both languages of a version, by <c>en</c> and <c>es</c>.</summary>
    public async Task<IReadOnlyDictionary<string, ReadTemplate>> ReadAsync(Guid versionId, TemplateKind kind, CancellationToken cancellationToken)
    {
        var texts = await database.Set<TemplateText>().AsNoTracking().Where(t => t.VersionId == versionId).ToListAsync(cancellationToken).ConfigureAwait(false);
        return texts.ToDictionary(t => t.Language, t => new ReadTemplate(Read(t.Subject, kind), Read(t.Body, kind)), StringComparer.Ordinal);
    }

    private static IFluidTemplate Read(string text, TemplateKind kind) =>
        TemplateParser.Read(text, TemplateFields.Names(kind)) is ({ } template, _) ? template : throw new InvalidOperationException("A stored template can no longer be read.");
}
