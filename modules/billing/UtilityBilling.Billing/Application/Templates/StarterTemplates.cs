using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Templates;

/// <summary>Gives a new town one template of each kind that it needs, as drafts: plain words that a person reads and has approved before anybody gets them. A code that is there stays as it is.</summary>
internal sealed class StarterTemplates(IUtilityBillingDbContext database, IGuidGenerator guids, ICurrentUser user, IClock clock) : IDataSeedContributor
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter() } };

    public int Order => 30;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var codes = await database.Set<TextTemplate>().Select(t => t.Code).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var starter in Read().Where(s => !codes.Contains(s.Code)))
        {
            var template = new TextTemplate { Id = guids.Create(), Code = starter.Code, Kind = starter.Kind, NameEn = starter.NameEn, NameEs = starter.NameEs };
            var version = new TemplateVersion
            {
                Id = guids.Create(), TemplateId = template.Id, Number = 1, EffectiveFrom = clock.Today, PreparedBy = user.Required.UserId, PreparedByName = user.Required.DisplayName, PreparedAt = clock.UtcNow,
            };
            database.Set<TextTemplate>().Add(template);
            database.Set<TemplateVersion>().Add(version);
            database.Set<TemplateText>().Add(new TemplateText { VersionId = version.Id, Language = "en", Subject = starter.SubjectEn, Body = string.Join('\n', starter.BodyEn) });
            database.Set<TemplateText>().Add(new TemplateText { VersionId = version.Id, Language = "es", Subject = starter.SubjectEs, Body = string.Join('\n', starter.BodyEs) });
        }
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The texts that come with the program.</summary>
    public static IReadOnlyList<StarterTemplate> Read()
    {
        using var stream = typeof(StarterTemplates).Assembly.GetManifestResourceStream("UtilityBilling.Billing.Application.Templates.starter-templates.json")!;
        return JsonSerializer.Deserialize<List<StarterTemplate>>(stream, Options)!;
    }
}

/// <param name="BodyEn">Line by line.</param>
internal sealed record StarterTemplate(string Code, TemplateKind Kind, string NameEn, string NameEs, string SubjectEn, string SubjectEs, IReadOnlyList<string> BodyEn, IReadOnlyList<string> BodyEs);
