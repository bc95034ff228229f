using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>A change of prices by percent: asked for, looked at as old and new, and then kept as a draft.</summary>
[Authorize(BillingPermissions.Tariffs.Edit)]
public sealed class ChangeModel(ITariffAppService tariffs, IStringLocalizer texts) : PageModel
{
    private const decimal LeastPercent = -99m, MostPercent = 1_000m;
    private const int MostDecimals = 6;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Change.Percent")]
    public decimal? Percent { get; set; }

    /// <summary>Whose prices change.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Service { get; set; } = [];

    /// <summary>Which of their prices change, by the names of <see cref="TariffChangeScope"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public List<TariffChangeScope> Scope { get; set; } = [];

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Change.Rounding")]
    public RoundingMode Rounding { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Change.Decimals")]
    public int? Decimals { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Field.EffectiveFrom")]
    public DateOnly? Effective { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Field.Ordinance"), StringLength(200)]
    public string? Ordinance { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Change.Name"), StringLength(60)]
    public string? Name { get; set; }

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public TariffDocument Document { get; private set; } = null!;

    public TariffComparison? Preview { get; private set; }

    public IReadOnlyList<TariffProblemDto> Problems { get; private set; } = [];

    /// <summary>What another document prices on the new day: it is left to that one.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    public IEnumerable<SelectListItem> Roundings => Enum.GetValues<RoundingMode>().Select(mode => new SelectListItem(texts[$"Billing:RoundingMode.{mode}"], mode.ToString()));

    public static IReadOnlyList<TariffChangeScope> Scopes => [TariffChangeScope.Fixed, TariffChangeScope.Usage, TariffChangeScope.Limits, TariffChangeScope.Fees];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (!Request.Query.ContainsKey(nameof(Percent)))
            return Page();
        Check();
        if (!ModelState.IsValid)
            return this.Invalid();
        var changed = await ChangedAsync();
        Problems = tariffs.Validate(changed);
        if (Problems.Count == 0)
            Preview = TariffComparison.Of(Tariff.Document, changed, new TariffWording(texts));
        return Page();
    }

    public async Task<IActionResult> OnPostCreateAsync()
    {
        await LoadAsync();
        Check();
        if (!ModelState.IsValid)
            return this.Invalid();
        var draft = await tariffs.ImportAsync(await ChangedAsync(), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Change.Created", Name!]);
        return this.GoTo($"/Billing/Tariffs/{draft}");
    }

    private async Task LoadAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        Document = TariffSheet.Read(Tariff.Document);
        if (Request.Query.ContainsKey(nameof(Percent)))
            return;
        Service = [.. Document.Services.Select(s => s.Id)];
        Scope = [TariffChangeScope.Fixed, TariffChangeScope.Usage, TariffChangeScope.Limits];
        Decimals = 2;
    }

    private void Check()
    {
        if (Percent is null or < LeastPercent or > MostPercent or 0m)
            Refuse(nameof(Percent), "Billing:Change.PercentWrong");
        if (Decimals is null or < 0 or > MostDecimals)
            Refuse(nameof(Decimals), "Billing:Change.DecimalsWrong");
        if (Effective is null || Effective <= Document.Effective)
            Refuse(nameof(Effective), "Billing:Change.EffectiveWrong", TariffWording.Day(Document.Effective));
        if (string.IsNullOrWhiteSpace(Ordinance))
            ModelState.AddModelError(nameof(Ordinance), texts["Billing:Change.OrdinanceMissing"]);
        if (string.IsNullOrWhiteSpace(Name) || Name == Document.Tariff)
            ModelState.AddModelError(nameof(Name), texts["Billing:Change.NameMissing"]);
        var fees = Scope.Contains(TariffChangeScope.Fees);
        if (Scope.Count == 0 || (Service.Count == 0 && !fees) || Service.Exists(s => Document.Services.All(known => known.Id != s)))
            ModelState.AddModelError(nameof(Service), texts["Billing:Change.NothingChosen"]);
    }

    /// <summary>One sentence a field, in the place of the general one where what was typed is no number or date at all.</summary>
    private void Refuse(string field, string text, params object[] values)
    {
        ModelState[field]?.Errors.Clear();
        ModelState.AddModelError(field, texts[text, values]);
    }

    private async Task<string> ChangedAsync()
    {
        var superseded = await SupersededAsync();
        var words = new TariffWording(texts);
        LeftOut = [.. Document.Services.Where(s => superseded.Contains(s.Id)).Select(s => s.Label.In(TariffWording.Language)), .. Document.FeeSchedule.Where(f => superseded.Contains(TariffChange.FeeKey(f.Id))).Select(f => f.Label.In(TariffWording.Language))];
        var note = words.Sentence("Billing:Change.Note", Document.Tariff, $"{(Percent < 0m ? "−" : "+")} {TariffWording.Figure(Math.Abs(Percent!.Value))} %");
        var input = new TariffChangeInput(
            Percent.Value, Service.ToHashSet(StringComparer.Ordinal), Scope.Aggregate(TariffChangeScope.None, (all, one) => all | one), new RoundingRule(Rounding, Decimals!.Value), Effective!.Value, Ordinance!.Trim(), Name!.Trim(), note);
        return TariffChange.Apply(Tariff.Document, input, superseded);
    }

    /// <summary>A copy of what a later ordinance prices would bring back its old price.</summary>
    private async Task<HashSet<string>> SupersededAsync()
    {
        var later = (await tariffs.InForceAsync(Effective!.Value, HttpContext.RequestAborted)).Where(t => t.Version.Id != Id && t.Version.EffectiveFrom > Document.Effective);
        return later.SelectMany(t => t.Services.Concat(t.Fees.Select(TariffChange.FeeKey))).ToHashSet(StringComparer.Ordinal);
    }
}
