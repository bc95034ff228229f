using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Templates;

namespace UtilityBilling.DemoData;

/// <summary>The town's texts: letter, reminder and door hanger are approved on the first day; on the last one letters wait to be printed. The e-mail's words and the sentence on statements stay drafts.</summary>
internal sealed class DemoLetters(DemoOffice office, DemoWorld world)
{
    private const int Written = 12;

    /// <summary>On the town's first day, before anything else waits for the director.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var version in (await TemplatesAsync(cancellationToken).ConfigureAwait(false)).Where(t => t.Code is "LETTER" or "REMINDER" or "HANGER").Select(t => t.OpenVersion).OfType<TemplateVersionDto>())
            await office.DoAsync(office.Technician, s => s.GetRequiredService<ITemplateAppService>().RequestApprovalAsync(version.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.DecideAllAsync(true, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>On its last.</summary>
    public async Task HappenAsync(CancellationToken cancellationToken)
    {
        var letter = (await TemplatesAsync(cancellationToken).ConfigureAwait(false)).Single(t => t.Code == "LETTER").Id;
        var numbers = world.Premises.Where(p => !p.IsVacant).Take(Written).Select(p => p.AccountNumber).Where(n => n.Length > 0);
        var batch = await office.DoAsync(office.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(new LetterInput { TemplateId = letter, Accounts = string.Join(',', numbers) }, cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetRequiredService<ILetterProcessor>().WriteAsync(batch, null, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<TemplateDto>> TemplatesAsync(CancellationToken cancellationToken) => office.ReadAsync(office.Technician, s => s.GetRequiredService<ITemplateAppService>().ListAsync(cancellationToken), cancellationToken);
}
