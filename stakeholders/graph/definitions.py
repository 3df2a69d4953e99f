"""What each key of the report means, in Indonesian, for ``--help``."""

NODES = {
    "degree": "banyaknya pihak lain yang terhubung langsung; arah dan hubungan ganda tidak "
    "dihitung dua kali.",
    "in_degree": "banyaknya pihak lain yang menyebut dia. Tanpa --directed sama dengan degree.",
    "out_degree": "banyaknya pihak lain yang ia sebut. Tanpa --directed sama dengan degree.",
    "betweenness": "antara berapa pasang pihak lain ia berada pada jalur terpendek (Freeman "
    "1977); pasangan dengan beberapa jalur terpendek dibagi rata. Tanpa arah, tiap pasang "
    "dihitung sekali. Dengan --directed jalur mengikuti panah dan tiap pasang berurutan "
    "dihitung (Gould 1987).",
    "betweenness_share": "betweenness dibagi banyaknya pasangan pihak lain, 0 sampai 1: "
    "(n-1)(n-2)/2, dengan --directed (n-1)(n-2); 0 bila pihak kurang dari tiga.",
    "betweenness_error": "galat baku betweenness; hanya ada bila dihitung dari contoh.",
    "closeness": "kedekatan dengan pihak yang terjangkau (Wasserman dan Faust 1994, 5.2): "
    "(r/(n-1)) dibagi rata-rata langkah ke r pihak yang terjangkau; tanpa hubungan 0. Dengan "
    "--directed: langkah dari dia mengikuti panah.",
    "closeness_in": "hanya dengan --directed: sama, tetapi langkah dari pihak lain kepadanya.",
    "reach2": "banyaknya pihak lain yang terjangkau dalam paling banyak dua langkah; dengan "
    "--directed mengikuti panah.",
    "constraint": "sempitnya pilihan (Burt 1992): jumlah atas kenalan j dari (p_ij + Σ_q "
    "p_iq·p_qj)², p_ij bagian hubungan i yang tertuju kepada j, dihitung dari seluruh "
    "jejaring. Bobot dipakai bila kolom weight terisi; kedua arah dijumlahkan. Tanpa "
    "hubungan: null.",
    "constraint_ego": "sama, tetapi p_qj hanya dari hubungan di antara i dan kenalan i (jejaring "
    "ego, pilihan UCINET); lebih besar bila kenalan juga punya hubungan ke luar lingkaran "
    "itu.",
    "effective_size": "banyaknya kenalan yang tidak menuju orang yang sama (Burt 1992): jumlah "
    "atas kenalan j dari 1 - Σ_q p_iq·m_jq. Tanpa bobot dan arah: n - 2t/n, n kenalan dengan "
    "t hubungan di antara mereka (Borgatti 1997). Tanpa hubungan: null.",
    "constraint_unweighted": "hanya bila kolom weight terisi: constraint bila semua bobot sama.",
    "effective_size_unweighted": "hanya bila kolom weight terisi: effective_size bila semua bobot "
    "sama.",
    "core": "k terbesar sehingga ia termasuk inti-k: semua di dalamnya terhubung dengan "
    "sedikitnya k anggotanya (Seidman 1983); arah diabaikan.",
    "layer": "core, middle atau edge: nilai core dibagi tiga menurut nilai terbesarnya; tidak ada "
    "core bila nilai terbesar di bawah 2.",
    "articulation": "true bila kepergiannya memutus bagian tempat ia berada (Tarjan 1972); arah "
    "diabaikan.",
    "lost_pairs": "berapa pasang pihak lain yang tidak lagi saling menjangkau bila ia pergi.",
    "community": "nomor gugus, mulai 1, yang terbesar dahulu; gugus dengan modularity tertinggi "
    "yang ditemukan (Louvain dengan perbaikan, Blondel dkk. 2008); hasilnya selalu sama.",
    "component": "nomor bagian, mulai 1, yang terbesar dahulu; arah diabaikan.",
    "side": "hanya dengan --two-mode: person atau group.",
    "degree_share": "hanya dengan --two-mode: degree dibagi banyaknya anggota sisi lain.",
}

NETWORK = {
    "nodes": "banyaknya pihak.",
    "ties": "banyaknya pasangan yang terhubung; dengan --directed banyaknya panah.",
    "directed": "true bila arah dibedakan.",
    "density": "hubungan yang ada dibagi yang mungkin: n(n-1)/2, dengan --directed n(n-1), dengan "
    "--two-mode orang × kelompok; 0 bila pihak kurang dari dua.",
    "components": "banyaknya bagian yang tidak saling terhubung; arah diabaikan.",
    "component_sizes": "besarnya tiap bagian, yang terbesar dahulu.",
    "strong_components": "banyaknya bagian yang semua anggotanya saling menjangkau menurut panah.",
    "isolates": "banyaknya pihak tanpa hubungan.",
    "fragmentation": "bagian pasangan yang tidak saling menjangkau, arah diabaikan (Borgatti "
    "2006).",
    "characteristic_path_length": "rata-rata langkah antara dua pihak, hanya pasangan yang "
    "terjangkau (Watts dan Strogatz 1998); dengan --directed mengikuti panah. Tidak ada "
    "pasangan: null.",
    "diameter": "langkah terbanyak di antara pasangan yang terjangkau; tidak ada pasangan: null.",
    "clustering": "rata-rata bagian kenalan yang saling terhubung (Watts dan Strogatz 1998); "
    "pihak dengan kurang dari dua kenalan dihitung 0; arah diabaikan.",
    "reciprocity_arcs": "bagian panah yang berbalas; tanpa --directed null.",
    "reciprocity_dyads": "bagian pasangan terhubung yang saling menyebut; tanpa --directed null.",
    "transitivity": "tiga kali banyaknya segitiga dibagi banyaknya pasangan kenalan; dengan "
    "--directed bagian i→j→k yang juga i→k (Holland dan Leinhardt 1971). Tidak ada: null.",
    "transitivity_undirected": "hanya dengan --directed: transitivity tanpa melihat arah.",
    "degree_centralization": "pemusatan menurut degree (Freeman 1979): jumlah selisih dengan "
    "degree terbesar dibagi (n-1)(n-2); bintang 1. Kurang dari tiga pihak: null.",
    "in_degree_centralization": "hanya dengan --directed: sama menurut in_degree, dibagi (n-1)².",
    "out_degree_centralization": "hanya dengan --directed: sama menurut out_degree, dibagi (n-1)².",
    "betweenness_centralization": "pemusatan menurut betweenness_share (Freeman 1979): jumlah "
    "selisih dengan yang terbesar dibagi n-1. Kurang dari tiga pihak: null.",
    "betweenness_sampled": "null bila betweenness pasti; di atas 10.000 pihak banyaknya pihak "
    "contoh (Brandes dan Pich 2007).",
    "betweenness_error": "galat baku terbesar betweenness_share; null bila pasti.",
    "bridges": "hubungan yang bila putus memutus bagiannya; arah diabaikan.",
    "communities": "banyaknya gugus; pihak tanpa hubungan adalah gugus sendiri.",
    "modularity": "bagian hubungan di dalam gugus dikurangi harapannya (Newman dan Girvan 2004). "
    "Tanpa hubungan: null.",
    "triangle_balance": "bagian segitiga bertanda yang seimbang (Cartwright dan Harary 1956): "
    "tanda dari kolom sign, atau relation supports (+) dan competes (-). Tidak ada: null.",
    "balanced_triangles": "banyaknya segitiga bertanda yang seimbang.",
    "unbalanced_triangles": "banyaknya segitiga bertanda yang tidak seimbang.",
    "frustration": "paling sedikit hubungan bertanda yang perlu dihapus atau dibalik agar "
    "seimbang (Harary 1959). Tidak ada tanda: null.",
    "frustration_exact": "true bila terbukti tidak bisa kurang; false bila hanya yang terbaik "
    "ditemukan.",
    "hierarchy": "dari pasangan yang terjangkau, bagian yang hanya satu arah (Krackhardt 1994). "
    "Tanpa arah 0; tidak ada pasangan: null.",
    "efficiency": "1 - hubungan berlebih dibagi yang mungkin berlebih, bagian berisi k pihak "
    "perlu k-1 (Krackhardt 1994): (k-1)² dengan --directed, tanpa arah (k-1)(k-2)/2. "
    "Tidak ada yang mungkin berlebih: null.",
    "efficiency_undirected": "hanya dengan --directed: efficiency tanpa melihat arah.",
    "connectedness": "bagian pasangan yang saling menjangkau, arah diabaikan (Krackhardt 1994).",
    "upper_bound": "1 - pasangan tanpa satu atasan bersama terdekat, dibagi (k-1)(k-2)/2 tiap "
    "bagian berisi k pihak (Krackhardt 1994); panah menuju bawahan, dan seseorang dihitung atasan "
    "dirinya. Tanpa arah 1; tidak ada bagian berisi tiga pihak: null.",
    "upper_bound_in": "hanya dengan --directed: upper_bound bila panah menuju atasan (A melapor "
    "kepada B).",
    "ei_index": "dengan --by: (hubungan ke luar - ke dalam kelompok sendiri) / semuanya, -1 "
    "sampai 1 (Krackhardt dan Stern 1988); tiap pasang dihitung sekali, arah diabaikan; "
    "hubungan pihak tanpa nilai tidak dihitung. Tanpa --by: null.",
    "ei_index_arcs": "hanya dengan --directed: ei_index bila tiap panah dihitung.",
    "mixing": "dengan --by: hubungan antar nilai, beserta harapan bila tiap pasang sama "
    "mungkinnya.",
    "multiplexity": "pasangan dengan beberapa relation, dan relation apa saja.",
    "open_triangles": "pasangan tanpa hubungan dengan kenalan bersama terbanyak, paling banyak 50.",
    "key_players": "tiga pihak yang bersama-sama menjangkau terbanyak dalam dua langkah (reach), "
    "dan yang kepergiannya paling memecah (fragment), dengan bagiannya (Borgatti 2006); "
    "pilihan rakus dengan tukar, sangat baik tetapi belum tentu terbaik.",
    "persons": "hanya dengan --two-mode: banyaknya orang.",
    "groups": "hanya dengan --two-mode: banyaknya kelompok.",
}

FILES = (
    "Daftar hubungan: satu hubungan tiap baris, kolom dipisah koma, titik koma, atau tab. Kolom: "
    "source,target (atau from,to; dari,ke); weight (bobot) lebih dari nol; sign (tanda) + atau -, "
    "1 atau -1, positif atau negatif, 0 netral; relation (hubungan); directed (arah) atau type "
    "berisi directed atau undirected. Hubungan yang tercantum beberapa kali dihitung satu, "
    "bobotnya dijumlahkan; tanda yang berlawanan tidak dipakai. relation unrelated bukan hubungan. "
    "Pihak tidak boleh dihubungkan dengan dirinya sendiri. Berkas yang menyebut arah dibaca "
    "berarah tanpa --directed; yang menyebut tidak berarah menjadi dua panah dengan --directed."
)

TWO_MODE = (
    "Berkas --two-mode berkepala person,group (atau source,target). degree_share, closeness "
    "dan betweenness_share dibagi nilai terbesar yang mungkin bagi sisinya (Borgatti dan Everett "
    "1997); two_mode.persons dan two_mode.groups memuat ketiganya sebagai degree, closeness, "
    "betweenness."
)
