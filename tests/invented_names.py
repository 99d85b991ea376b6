"""Words that invented names are made of."""

_FIRST = (
    "Siti Nur Rini Dewi Sri Imam Moch. Ahmad Abdul Mohammad Kartini Suwito Lilik Endang Juliana Fitri Agus "
    "Bambang Hasan Husein Umi Wahyu Eko Dwi Tri Ratna Indah Lestari Sulastri Sumiati"
)
_LAST = (
    "Aminah Melati Cemara Kenanga Anggrek Bakau Rimba Senja Awan Telaga Karang Pelangi Wulandari Handayani "
    "Rahayu Hidayat Santoso Prasetyo Fatimah Khotimah Jannah Hasanah Rohman Rofi'i Ma'arif Kurniawan Susanto"
)
FIRST, LAST = _FIRST.split(), _LAST.split()
