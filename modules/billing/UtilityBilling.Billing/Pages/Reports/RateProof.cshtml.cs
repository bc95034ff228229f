using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.RateProof;
using UtilityBilling.Billing.Registers;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class RateProofModel(IRateProofAppService proofs, RunChoice choice, IStringLocalizer texts) : PageModel
{
    public RunChoice Choice { get; } = choice;

    public RateProofDto? Proof { get; private set; }

    public ScreenTable? Differences { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? run, string? export)
    {
        await Choice.LoadAsync(run, HttpContext.RequestAborted);
        if (Choice.Chosen is not { } id)
            return Page();
        Proof = await proofs.ProveAsync(id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RegisterTables.RateProof, Proof.Differences.ToAsyncEnumerable(), export!, cancellationToken: HttpContext.RequestAborted);
        Differences = RegisterTables.RateProof.ToScreen(Proof.Differences, texts, totals: Proof.DifferenceCount == Proof.Differences.Count);
        return Page();
    }
}
